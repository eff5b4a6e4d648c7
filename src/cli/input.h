/** Answers from bytes: pairs, JSON, or one answer a line. */
#ifndef INPUT_H
#define INPUT_H

#include "answers.h"

#define INPUT_MAX (1024 * 1024)

enum input_form {
    INPUT_ANY, /* told apart by what their lines look like */
    INPUT_LINES,
    INPUT_PAIRS,
    INPUT_JSON,
    INPUT_FORM_COUNT
};

extern const char *const input_form_names[INPUT_FORM_COUNT];

/**
 * Read answers. All problems go to errs, each with its place; what could be
 * read is kept in ans even so, because an error must not hide an emergency.
 *
 * In:      name  of the input, for errors
 * Returns: BC_OK, or BC_E_ANSWERS with errors
 */
enum bc_status input_read(struct bc_answers *ans, const char *name,
                          const char *bytes, size_t len, enum input_form form,
                          struct bc_errors *errs);

/** The same for JSON alone (input_json.c). Running out of memory inside cJSON
 * reads as broken JSON. */
enum bc_status input_read_json(struct bc_answers *ans, const char *name,
                               const char *bytes, size_t len,
                               struct bc_errors *errs);

/**
 * One record of a stream: {"id": "...", "answers": {...}}. As input_read_json.
 *
 * Out:     id  as JSON, with its quotes; empty when there is none
 */
enum bc_status input_read_record(struct bc_answers *ans, struct text *id,
                                 const char *bytes, size_t len,
                                 struct bc_errors *errs);

#endif
