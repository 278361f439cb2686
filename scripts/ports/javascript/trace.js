// The intermediate quantities of the updates, as PROTOCOL.md has them.
"use strict";

const OF_GRADIENT = ["gradient_unscaled", "gradient_mean", "norm", "gradient_clipped"];

class Trace {
  /** `write(values, dtype)` gives a tensor; `dtypes` are those of the variables. */
  constructor(write, dtypes) {
    Object.assign(this, { write, dtypes, updates: [] });
  }

  begin(event) {
    this.event = event;
    this.scalars = {};
    this.notes = this.dtypes.map(() => ({}));
    this.given = [];
  }

  note(i, name, values, dtype = this.dtypes[i]) { // of the first replica, which comes first
    const own = OF_GRADIENT.includes(name) ? this.given[i] : this.dtypes[i], data = this.write(values, dtype);
    this.notes[i][name] ??= dtype === own ? data : { dtype: dtype.name, data };
  }

  scalar(name, value, dtype) {
    (this.scalars[name] ??= {})[dtype.name] = this.write([value], dtype);
  }

  end() {
    if (Object.keys(this.scalars).length === 0) return; // no update
    const variables = this.notes.map((notes) => (Object.keys(notes).length > 0 ? notes : null));
    this.updates.push({ event: this.event, ...this.scalars, variables });
  }
}

module.exports = { Trace };
