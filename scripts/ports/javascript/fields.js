// A request with a field that the port does not know is refused, not half obeyed (PROTOCOL.md).
"use strict";

const { Refused, known } = require("./refused.js");

const FIELDS = {
  "": ["request", "seq", "case", "trace"],
  "case.": ["id", "rules", "optimizer", "arguments", "variables", "script", "initial_state",
    "exclude_from_weight_decay", "loss_scale_optimizer"],
  "case.exclude_from_weight_decay.": ["variables", "var_names"],
  "case.initial_state.": ["iterations", "learning_rate", "slots", "loss_scale", "step_counter"],
  "case.loss_scale_optimizer.": ["initial_scale", "dynamic_growth_steps"],
  "case.variables.": ["name", "dtype", "shape", "data", "constraint", "overwrite_with_gradient"],
  "case.variables.constraint.": ["name", "config"],
  "case.script.": ["apply", "apply_replicas", "learning_rate", "finalize", "checkpoint"],
  "case.script.apply.": ["dtype", "indices", "data"], // of a gradient
  "case.arguments.learning_rate.": ["callable", "schedule", "config"],
  "case.arguments.beta_1.": ["callable"],
  "case.arguments.beta_2.": ["callable"],
};

/** `names` are those of the arguments; the configurations of schedules and constraints are read elsewhere. */
function checkFields(request, names) {
  const check = (where, value) => value !== null && typeof value === "object" && known(value, where, FIELDS[where]);
  check("", request);
  check("case.", request.case);
  const { variables, script, arguments: given = {}, ...others } = request.case;
  known(given, "case.arguments.", names);
  for (const name of ["learning_rate", "beta_1", "beta_2"]) check(`case.arguments.${name}.`, given[name]);
  for (const name of ["beta_1", "beta_2"])
    if (typeof given[name] === "object" && typeof given[name]?.callable !== "number")
      throw new Refused("internal", `case.arguments.${name}.callable`);
  for (const name of ["exclude_from_weight_decay", "initial_state", "loss_scale_optimizer"])
    check(`case.${name}.`, others[name]);
  for (const variable of variables) {
    check("case.variables.", variable);
    check("case.variables.constraint.", variable.constraint);
  }
  for (const event of script) {
    check("case.script.", event);
    for (const g of [event.apply ?? [], event.apply_replicas ?? []].flat(2)) check("case.script.apply.", g);
  }
}

module.exports = { checkFields };
