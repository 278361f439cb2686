// Keras' constraints on variables (R-CONSTRAINT-*).
"use strict";

const { axisTotals } = require("./axis-sums.js");
const { exactMaximum } = require("./maximum.js");
const { refuseIf, known } = require("./refused.js");

const DEFAULTS = { // R-DEFAULT-CONSTRAINT
  MaxNorm: { max_value: 2, axis: 0 },
  NonNeg: {},
  UnitNorm: { axis: 0 },
  MinMaxNorm: { min_value: 0, max_value: 1, rate: 1, axis: 0 },
};

function norms(w, shape, axis, dtype) {
  const axes = axis === null ? shape.map((_, k) => k) : [axis].flat(), rank = shape.length;
  const places = new Set(axes.map((a) => (a + rank) % rank));
  refuseIf(axes.some((a) => !(a >= -rank && a < rank)) || places.size < axes.length, "axis"); // R-ERROR-CONSTRAINT
  return axisTotals(w.map((x) => dtype.mul(x, x)), shape, places, dtype).map(dtype.sqrt);
}

/** Each constraint as a function of the weights `w`, their shape, its configuration `c` and their arithmetic. */
const CONSTRAINTS = {
  MaxNorm(w, shape, c, dtype) {
    const { f, add, mul, div, min, max } = dtype, norm = norms(w, shape, c.axis, dtype);
    const kept = (n) => div(max(min(n, f(c.max_value)), 0), add(f(1e-7), n));
    return w.map((x, k) => mul(x, kept(norm[k])));
  },

  NonNeg: (w, shape, c, dtype) => exactMaximum(dtype, w, w.map(() => 0)),

  UnitNorm(w, shape, c, dtype) {
    const { f, add, div } = dtype, norm = norms(w, shape, c.axis, dtype);
    return w.map((x, k) => div(x, add(f(1e-7), norm[k])));
  },

  MinMaxNorm(w, shape, c, dtype) {
    const { f, add, mul, div, min, max } = dtype, norm = norms(w, shape, c.axis, dtype);
    const desired = (n) => max(min(n, f(c.max_value)), f(c.min_value));
    const part = (n) => add(mul(f(c.rate), desired(n)), mul(f(1 - c.rate), n));
    return w.map((x, k) => mul(x, div(part(norm[k]), add(f(1e-7), norm[k]))));
  },
};

/** The constraint of a variable, as a function of its weights. */
function constraintOf({ name, config }, shape, dtype) {
  known({ [name]: config }, "case.variables.constraint.", Object.keys(CONSTRAINTS));
  known(config, "case.variables.constraint.config.", Object.keys(DEFAULTS[name]));
  const c = { ...DEFAULTS[name], ...config };
  return (w) => CONSTRAINTS[name](w, shape, c, dtype);
}

module.exports = { constraintOf, CONSTRAINTS: Object.keys(CONSTRAINTS) };
