// Keras' schedules of the learning rate, in float32 (R-SCHEDULE-*).
"use strict";

const { cosf, logf } = require("./powers.js");
const { Refused, refuseIf, known } = require("./refused.js");

const DEFAULTS = { // R-DEFAULT-SCHEDULE; null must be given, but for warmup_target
  ExponentialDecay: { initial_learning_rate: null, decay_steps: null, decay_rate: null, staircase: false },
  InverseTimeDecay: { initial_learning_rate: null, decay_steps: null, decay_rate: null, staircase: false },
  PiecewiseConstantDecay: { boundaries: null, values: null },
  PolynomialDecay: {
    initial_learning_rate: null, decay_steps: null, end_learning_rate: 0.0001, power: 1, cycle: false },
  CosineDecay: { initial_learning_rate: null, decay_steps: null, alpha: 0, warmup_target: null, warmup_steps: 0 },
  CosineDecayRestarts: { initial_learning_rate: null, first_decay_steps: null, t_mul: 2, m_mul: 1, alpha: 0 },
};

/** Each schedule as a function of its configuration `c` and the raw count of calls, a BigInt. */
function schedules({ f, z, r, add, sub, mul, div, min, power }) {
  const floor = (x) => r(Math.floor(z(x))), ceil = (x) => r(Math.ceil(z(x)));
  const cos = (x) => r(cosf(z(x))), log = (x) => r(logf(z(x)));
  const pi = f(Math.PI);

  function count(raw) { // to odd instead of rounded to a double (R-BIAS-1)
    return f(Number(raw > 2n ** 53n ? ((raw >> 11n) | (raw % 2048n ? 1n : 0n)) << 11n : raw));
  }

  function steps(c, raw) {
    const p = div(count(raw), f(c.decay_steps));
    return c.staircase ? floor(p) : p;
  }

  function cosine(c, k, start) {
    const half = mul(0.5, add(1, cos(mul(pi, div(k, f(c.decay_steps))))));
    return mul(start, add(mul(f(1 - c.alpha), half), f(c.alpha))); // R-CONST-3
  }

  return {
    ExponentialDecay: (c, raw) => mul(f(c.initial_learning_rate), power(f(c.decay_rate), steps(c, raw))),
    InverseTimeDecay: (c, raw) => div(f(c.initial_learning_rate), add(1, mul(f(c.decay_rate), steps(c, raw)))),

    PiecewiseConstantDecay({ boundaries, values }, raw) { // the boundaries are texts, to see which have a point
      const b = boundaries.map((x) => (/^-?\d+$/.test(x) ? BigInt(x) : BigInt(Math.trunc(f(Number(x))))));
      const between = b.slice(1).map((high, k) => b[k] < raw && raw <= high);
      const holds = [raw <= b[0], raw > b[b.length - 1], ...between];
      const terms = [values[0], values[values.length - 1], ...values.slice(1, -1)];
      return holds.reduce((rate, isHeld, k) => add(rate, mul(f(isHeld), f(terms[k]))), 0);
    },

    PolynomialDecay(c, raw) {
      const d = f(c.decay_steps), end = f(c.end_learning_rate), k = count(raw);
      const length = c.cycle ? mul(d, raw ? ceil(div(k, d)) : 1) : d;
      const left = sub(1, div(c.cycle ? k : min(k, d), length));
      return add(mul(sub(f(c.initial_learning_rate), end), power(left, f(c.power))), end);
    },

    CosineDecay(c, raw) {
      const initial = f(c.initial_learning_rate), warmup = f(c.warmup_steps), length = f(c.decay_steps);
      if (c.warmup_target === null) return cosine(c, min(count(raw), length), initial);
      const k = min(count(raw), add(length, warmup)), target = f(c.warmup_target);
      if (k < z(warmup)) return add(mul(sub(target, initial), div(k, warmup)), initial);
      return cosine(c, sub(k, warmup), target);
    },

    CosineDecayRestarts(c, raw) {
      const t = f(c.t_mul), done = div(count(raw), f(c.first_decay_steps));
      let i, part;
      if (t === 1) {
        i = floor(done);
        part = sub(done, i);
      } else {
        i = floor(div(log(sub(1, mul(done, sub(1, t)))), log(t)));
        const before = div(sub(1, power(t, i)), sub(1, t));
        part = div(sub(done, before), power(t, i));
      }
      const wave = mul(mul(0.5, power(f(c.m_mul), i)), add(1, cos(mul(pi, part)))), alpha = f(c.alpha);
      return mul(f(c.initial_learning_rate), add(mul(sub(1, alpha), wave), alpha));
    },
  };
}

/** The schedule that an argument gives, as a function of the raw count of calls (R-ERROR-SCHEDULE). */
function scheduleOf({ schedule, config }, float32) {
  known({ [schedule]: config }, "case.arguments.learning_rate.", Object.keys(DEFAULTS));
  const where = "case.arguments.learning_rate.config.";
  known(config, where, [...Object.keys(DEFAULTS[schedule]), "name"]);
  const c = { ...DEFAULTS[schedule], ...config, name: schedule };
  for (const [name, value] of Object.entries(c))
    if (value === null && name !== "warmup_target") throw new Refused("internal", where + name);
  for (const name of ["decay_steps", "first_decay_steps"]) refuseIf(c[name] <= 0, name);
  if (c.boundaries) refuseIf(c.boundaries.length === 0 || c.boundaries.length !== c.values.length - 1, "boundaries");
  const rate = schedules(float32)[schedule];
  return (raw) => rate(c, raw);
}

module.exports = { scheduleOf, SCHEDULES: Object.keys(DEFAULTS) };
