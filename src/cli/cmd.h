/** The commands: each loads the rules, does its work, writes one result. */
#ifndef CMD_H
#define CMD_H

#include "out.h"

typedef enum exit_code command_fn(const struct options *options);

command_fn cmd_check;
command_fn cmd_tips;
command_fn cmd_batch;
command_fn cmd_questions;
command_fn cmd_test;
command_fn cmd_graph;
command_fn cmd_prove;
command_fn cmd_lint;
command_fn cmd_version;

#endif
