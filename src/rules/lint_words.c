/* Owns the checks of plain words. They know English, and no medicine: which
 * words are never said stands in the pack. */
#include "lint.h"

#include "words.h"

#include <ctype.h>
#include <string.h>

/* The limits of the care cards and the sheet (data/README.md, Plain words).
 * Common advice on plain words, not medicine. */
#define SENTENCE_WORDS_MAX 20
#define GRADE_MAX 6.0

/* The grade of fewer words hangs on one long word. */
#define GRADE_WORDS_MIN 20

/* A number of this length is a phone number, and so is a shorter one that
 * contacts.yaml holds or that stands after a word for calling. */
#define PHONE_DIGITS_MAX 20
#define PHONE_DIGITS_SURE 7
#define PHONE_DIGITS_MIN 3

/* ---- sentences ---- */

static void
check_length(const struct visible *visible, struct span sentence,
             struct lint *lint)
{
    struct words_tally tally = { 0 };
    words_add(&tally, sentence.at, sentence.len);
    if (tally.words > SENTENCE_WORDS_MAX) {
        struct bc_error *error =
            lint_warning(lint, &visible->origin, "sentence-too-long",
                         "a sentence of %zu words; %d is the most", tally.words,
                         SENTENCE_WORDS_MAX);
        error_help(error, "make two of \"%.*s\"", (int)sentence.len,
                   sentence.at);
    }
}

static bool
begins_do_not(const char *text)
{
    const char *first = text + strspn(text, "\"'([");
    return strncmp(first, "Do not", 6) == 0 &&
           !isalnum((unsigned char)first[6]);
}

/* Where words must stand to tell her not to do something: "stitches do not
 * count" and "pain that never eases" do not. */
enum stands {
    ANYWHERE,
    AFTER_PAUSE, /* first, or after a comma and the like */
    AFTER_AND,   /* there, or after "and" and the like */
};

static bool
is_after_pause(struct span sentence, const char *at)
{
    const char *before = at;
    while (before > sentence.at && strchr(" \"'([", before[-1]) != NULL) {
        before--;
    }
    return before == sentence.at || strchr(",;:-", before[-1]) != NULL;
}

static bool
stands_there(enum stands stands, struct span sentence, const char *at)
{
    static const char *const joining[] = { "and", "but", "so", "then",
                                           "please" };
    return stands == ANYWHERE || is_after_pause(sentence, at) ||
           (stands == AFTER_AND &&
            words_are_among(words_before(sentence.at, at), joining,
                            ARRAY_LEN(joining)));
}

/* "Stop lifting", not "Stop if it hurts". */
static bool
goes_on_with_ing(const char *at)
{
    const char *word = at + strspn(at, " ");
    size_t len = strcspn(word, " .,;:!?");
    return len > 4 && strncmp(word + len - 3, "ing", 3) == 0;
}

static bool
forbids(struct span sentence, struct span *found)
{
    static const struct {
        const char *words;
        enum stands stands;
        bool with_ing;
    } forbidding[] = {
        { "do not", AFTER_AND, false },    { "don't", ANYWHERE, false },
        { "never", AFTER_PAUSE, false },   { "avoid", ANYWHERE, false },
        { "must not", ANYWHERE, false },   { "mustn't", ANYWHERE, false },
        { "should not", ANYWHERE, false }, { "shouldn't", ANYWHERE, false },
        { "must never", ANYWHERE, false }, { "should never", ANYWHERE, false },
        { "can't", ANYWHERE, false },      { "stop", AFTER_AND, true },
    };
    const char *end = sentence.at + sentence.len;
    for (size_t i = 0; i < ARRAY_LEN(forbidding); i++) {
        *found = words_find(sentence.at, sentence.at, forbidding[i].words);
        while (found->at != NULL && found->at < end) {
            const char *behind = found->at + found->len;
            if (stands_there(forbidding[i].stands, sentence, found->at) &&
                (!forbidding[i].with_ing || goes_on_with_ing(behind))) {
                return true;
            }
            *found = words_find(sentence.at, behind, forbidding[i].words);
        }
    }
    return false;
}

static void
check_do_not(const struct visible *visible, struct span sentence,
             struct lint *lint)
{
    struct span found;
    if (!begins_do_not(sentence.at) && forbids(sentence, &found)) {
        struct bc_error *error =
            lint_error(lint, &visible->origin, "not-do-not",
                       "'%.*s' in a sentence that does not begin with 'Do not'",
                       (int)found.len, found.at);
        error_help(error, "say \"Do not ...\" instead of \"%.*s\"",
                   (int)sentence.len, sentence.at);
    }
}

static void
check_sentences(const struct visible *visible, struct lint *lint)
{
    for (const char *at = visible->text; *at != '\0';) {
        struct span sentence = { at, words_sentence(at) };
        at += sentence.len;
        while (sentence.len > 1 && sentence.at[sentence.len - 1] == ' ') {
            sentence.len--;
        }
        check_length(visible, sentence, lint);
        check_do_not(visible, sentence, lint);
    }
}

static const struct visible *
find_visible(const struct bc_ruleset *rs, const char *text)
{
    const struct visible *at = rs->visible;
    while (at != NULL && at->text != text) {
        at = at->next;
    }
    return at;
}

/* What a tip is not for stands under "Do not" on the sheet. */
static void
check_not_if(const struct tip *tip, struct lint *lint)
{
    if (tip->not_if != NULL && !begins_do_not(tip->not_if)) {
        lint_error(lint, &find_visible(lint->rs, tip->not_if)->origin,
                   "not-do-not", "'not_if' does not begin with 'Do not'");
    }
}

/* ---- words that are never said ---- */

/* Do the words found stand inside others that may be said? */
static bool
is_excused(const char *text, struct span found, const struct banned *banned)
{
    for (size_t i = 0; i < banned->unless.count; i++) {
        const char *unless = banned->unless.at[i];
        struct span wider = words_find(text, text, unless);
        while (wider.at != NULL && wider.at <= found.at) {
            if (found.at + found.len <= wider.at + wider.len) {
                return true;
            }
            wider = words_find(text, wider.at + 1, unless);
        }
    }
    return false;
}

static void
check_banned(const struct visible *visible, const struct banned_list *list,
             const char *where, struct lint *lint)
{
    const char *text = visible->text;
    for (size_t i = 0; i < list->count; i++) {
        const struct banned *banned = &list->at[i];
        struct span found = words_find(text, text, banned->say);
        while (found.at != NULL && is_excused(text, found, banned)) {
            found = words_find(text, found.at + found.len, banned->say);
        }
        if (found.at != NULL) {
            struct bc_error *error =
                lint_error(lint, &visible->origin, "banned-words",
                           "'%.*s' is never said", (int)found.len, found.at);
            error_help(error, "say it otherwise; 'never_say' of %s lists it",
                       where);
        }
    }
}

static void
check_cause(const struct cause *cause, struct lint *lint)
{
    const char *const texts[] = { cause->fits, cause->may_fit };
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        if (texts[i] != NULL) {
            check_banned(find_visible(lint->rs, texts[i]), &cause->never_say,
                         "this cause", lint);
        }
    }
}

/* ---- phone numbers ---- */

struct number {
    struct span span;
    char digits[PHONE_DIGITS_MAX + 1];
};

/* The next number from `from` on; blanks, hyphens and the like may stand
 * between its digits. */
static bool
next_number(struct number *number, const char *from)
{
    const char *at = from + strcspn(from, "0123456789");
    size_t count = 0;
    *number = (struct number){ { at, 0 }, "" };
    while (isdigit((unsigned char)*at)) {
        if (count < PHONE_DIGITS_MAX) {
            number->digits[count++] = *at;
        }
        at++;
        number->span.len = (size_t)(at - number->span.at);
        size_t between = strspn(at, " -.()");
        bool ends = strncmp(at, ". ", 2) == 0; /* a sentence */
        at += between <= 2 && !ends ? between : 0;
    }
    return count > 0;
}

static bool
is_contact(const struct bc_ruleset *rs, const char *digits)
{
    for (const struct visible *v = rs->visible; v != NULL; v = v->next) {
        struct number number;
        const char *at = v->kind == VISIBLE_CONTACT ? v->text : "";
        while (next_number(&number, at)) {
            if (strcmp(number.digits, digits) == 0) {
                return true;
            }
            at = number.span.at + number.span.len;
        }
    }
    return false;
}

/* "110 or more", "120 mg", "140/110" are no phone numbers. */
static bool
is_quantity(const char *text, struct span number)
{
    static const char *const units[] = {
        "or more", "or less",    "or over", "or under", "mg",    "g",
        "kg",      "micrograms", "mcg",     "IU",       "ml",    "C",
        "F",       "seconds",    "minutes", "hours",    "days",  "weeks",
        "months",  "years",      "times",   "steps",    "points"
    };
    const char *behind = number.at + number.len;
    if ((number.at > text && number.at[-1] == '/') || *behind == '/' ||
        *behind == '%') {
        return true;
    }
    behind += strspn(behind, " ");
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (words_match(behind, units[i]) > 0) {
            return true;
        }
    }
    return false;
}

static bool
is_called(const char *text, struct span number)
{
    static const char *const small[] = { "on", "to", "at" };
    static const char *const calling[] = { "call", "phone", "dial", "ring",
                                           "text" };
    struct span word = words_before(text, number.at);
    if (words_are_among(word, small, ARRAY_LEN(small))) {
        word = words_before(text, word.at);
    }
    return words_are_among(word, calling, ARRAY_LEN(calling));
}

static bool
is_phone(const struct bc_ruleset *rs, const char *text,
         const struct number *number)
{
    size_t count = strlen(number->digits);
    if (count >= PHONE_DIGITS_SURE || count < PHONE_DIGITS_MIN) {
        return count >= PHONE_DIGITS_SURE;
    }
    return !is_quantity(text, number->span) &&
           (is_contact(rs, number->digits) || is_called(text, number->span));
}

static void
check_phones(const struct visible *visible, struct lint *lint)
{
    struct number number;
    const char *at = visible->text;
    while (next_number(&number, at)) {
        at = number.span.at + number.span.len;
        if (is_phone(lint->rs, visible->text, &number)) {
            struct bc_error *error =
                lint_error(lint, &visible->origin, "phone-number",
                           "'%.*s' is a phone number", (int)number.span.len,
                           number.span.at);
            error_help(error, "put it into contacts.yaml, and its name here: "
                              "{urgent}");
        }
    }
}

/* ---- reading grade ---- */

static void
check_grade(const struct origin *origin, const char *what,
            const struct words_tally *tally, struct lint *lint)
{
    double grade = words_grade(tally);
    bool over = grade >= GRADE_MAX + 0.05; /* one decimal is printed */
    if (tally->words >= GRADE_WORDS_MIN && over) {
        struct bc_error *error =
            lint_warning(lint, origin, "reading-grade",
                         "the reading grade of %s is %.1f; %.1f is the most",
                         what, grade, GRADE_MAX);
        error_help(error, "use shorter words and shorter sentences");
    }
}

static bool
same_entry(const struct visible *a, const struct visible *b)
{
    return a->entry == b->entry && a->origin.file == b->origin.file;
}

/* Each question, card, rule, cause and tip by itself, and all together. */
static void
check_grades(struct lint *lint)
{
    const struct visible *first = lint->rs->visible;
    struct words_tally all = { 0 }, entry = { 0 };
    for (const struct visible *v = first; v != NULL; v = v->next) {
        words_add(&entry, v->text, strlen(v->text));
        words_add(&all, v->text, strlen(v->text));
        if (v->next == NULL || !same_entry(first, v->next)) {
            check_grade(&first->origin, "this entry", &entry, lint);
            entry = (struct words_tally){ 0 };
            first = v->next;
        }
    }
    const struct origin pack = { .file = pack_file_names[PACK_META] };
    check_grade(&pack, "all texts together", &all, lint);
}

/* ---- the whole ---- */

void
lint_words(struct lint *lint)
{
    const struct bc_ruleset *rs = lint->rs;
    for (const struct visible *v = rs->visible; v != NULL; v = v->next) {
        check_sentences(v, lint);
        if (v->kind == VISIBLE_OURS) {
            check_banned(v, &rs->never_say, pack_file_names[PACK_WORDING],
                         lint);
        }
        if (v->kind != VISIBLE_CONTACT) {
            check_phones(v, lint);
        }
    }
    for (size_t i = 0; i < rs->cause_count; i++) {
        check_cause(&rs->causes[i], lint);
    }
    for (size_t i = 0; i < rs->tip_count; i++) {
        check_not_if(&rs->tips[i], lint);
    }
    check_grades(lint);
}
