// What the port refuses, as it answers (PROTOCOL.md).
"use strict";

class Refused extends Error {
  constructor(category, argument, message) {
    super(message);
    this.reply = { category, argument, message };
  }
}

function refuseIf(wrong, argument = "grads") {
  if (wrong) throw new Refused(argument === "grads" ? "invalid_gradients" : "invalid_argument", argument);
}

/** Refuses what this port would otherwise half obey. */
function known(fields, where, names) {
  for (const name of Object.keys(fields)) if (!names.includes(name)) throw new Refused("internal", where + name);
}

module.exports = { Refused, refuseIf, known };
