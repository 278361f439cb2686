// Keras' AdamW in JavaScript, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//
//     adamw test -- node scripts/ports/javascript/port.js
"use strict";

const { powf } = require("./powers.js");

// float32 arithmetic in doubles: each operation rounds once, and subnormals count as zero (2.3, 2.4).
const z = (x) => (Math.abs(x) < 2 ** -126 ? x * 0 : x);
const r = (x) => (Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x));
const f = Math.fround; // a constant's float32; a copy, so not flushed
const add = (a, b) => r(z(a) + z(b));
const sub = (a, b) => r(z(a) - z(b));
const mul = (a, b) => r(z(a) * z(b));
const div = (a, b) => r(z(a) / z(b));
const sqrt = (a) => r(Math.sqrt(z(a)));
const min = (a, b) => Math.min(z(a), z(b)); // NaN if either is, as it must be
const max = (a, b) => Math.max(z(a), z(b));
const power = (base, exponent) => r(powf(base, exponent));

function leaf(x) { // R-SUM-1
  const blocks = x.length - (x.length % 32), packets = x.length - (x.length % 8);
  const lanes = new Array(32).fill(0);
  for (let i = 0; i < blocks; i++) lanes[i % 32] = add(lanes[i % 32], x[i]);
  const a = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => [8, 16, 24].reduce((sum, lane) => add(sum, lanes[k + lane]), lanes[k]));
  for (let i = blocks; i < packets; i++) a[i % 8] = add(a[i % 8], x[i]);
  const rest = x.slice(packets).reduce(add, 0);
  for (let width = 4; width >= 1; width /= 2) for (let k = 0; k < width; k++) a[k] = add(a[k], a[k + width]);
  return add(rest, a[0]);
}

function total(x, first = 0) { // R-SUM-2; `first` is the place of `x` in the whole array
  if (x.length <= 8192) return leaf(x);
  const left = 8 * Math.ceil((first + Math.ceil(x.length / 2)) / 8) - first;
  return add(total(x.slice(0, left), first), total(x.slice(left), first + left));
}

const squares = (g) => g.map((x) => mul(x, x));

class Refused extends Error {
  constructor(category, argument, message) {
    super(message);
    this.reply = { category, argument, message };
  }
}

const DEFAULTS = {
  learning_rate: 0.001, weight_decay: 0.004, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false,
  clipnorm: null, clipvalue: null, global_clipnorm: null, use_ema: false, ema_momentum: 0.99,
  ema_overwrite_frequency: null, loss_scale_factor: null, gradient_accumulation_steps: null,
};
const CLIPS = ["clipnorm", "clipvalue", "global_clipnorm"];

/** What Keras' constructor refuses, in the order in which it does (R-ERROR-*). */
function check(a, adam) {
  const n = a.gradient_accumulation_steps, frequency = a.ema_overwrite_frequency;
  const clips = CLIPS.filter((name) => a[name] !== null);
  const rules = [
    [n && !(n >= 2), "gradient_accumulation_steps"],
    [a.use_ema && !(a.ema_momentum >= 0 && a.ema_momentum <= 1), "ema_momentum"],
    [a.use_ema && frequency && !(Number.isInteger(frequency) && frequency > 0), "ema_overwrite_frequency"],
    [clips.length > 1, clips[0]],
    [typeof a.learning_rate !== "number", "learning_rate"],
    [a.weight_decay === null && !adam, "weight_decay"],
  ];
  for (const [wrong, name] of rules) if (wrong) throw new Refused("invalid_argument", name);
}

class Optimizer {
  constructor(testCase) {
    const adam = testCase.optimizer === "Adam", state = testCase.initial_state ?? {};
    const a = (this.a = { ...DEFAULTS, ...(adam ? { weight_decay: null } : {}), ...testCase.arguments });
    check(a, adam);
    this.n = a.gradient_accumulation_steps || 1;
    this.raw = state.iterations ?? 0;
    this.rate = state.learning_rate ? read(state.learning_rate)[0] : f(a.learning_rate);
    this.w = testCase.variables.map((v) => read(v.data));
    const names = ["momentum", "velocity"];
    if (a.amsgrad) names.push("velocity_hat");
    if (a.use_ema) names.push("average");
    if (this.n > 1) names.push("gradient_accumulator");
    this.slots = {};
    for (const name of names) this.slots[name] = state.slots?.[name]?.map(read) ?? this.w.map((w) => w.map(() => 0));
    const { variables = [], var_names = [] } = testCase.exclude_from_weight_decay ?? {};
    const patterns = var_names.map((pattern) => new RegExp(pattern));
    this.decays = testCase.variables.map(({ name }, i) => // R-DECAY-3, R-DECAY-4
      a.weight_decay !== null && !variables.includes(i) && !patterns.some((p) => p.test(name + ":0")));
  }

  clip(grads) { // R-CLIP-*; `grads` has null for what is missing
    const { clipnorm, clipvalue, global_clipnorm } = this.a;
    const present = grads.filter((g) => g);
    let each = (g) => g;
    if (clipnorm > 0) {
      each = (g) => {
        const q = total(squares(g)), divisor = max(q > 0 ? sqrt(q) : q, f(clipnorm));
        return g.map((x) => div(mul(x, f(clipnorm)), divisor));
      };
    } else if (global_clipnorm > 0) {
      const norm = sqrt(total(present.map((g) => total(squares(g)))));
      const smaller = min(div(1, norm), f(1 / global_clipnorm));
      const factor = add(mul(f(global_clipnorm), smaller), sub(norm, norm));
      each = (g) => g.map((x) => mul(x, factor));
    } else if (clipvalue > 0) {
      each = (g) => g.map((x) => max(min(x, f(clipvalue)), f(-clipvalue)));
    }
    return grads.map((g) => g && each(g));
  }

  step(i, g, t) { // R-DECAY-1 to R-UPDATE-1
    const { a, rate, slots } = this, w = this.w[i], m = slots.momentum[i], v = slots.velocity[i];
    const p1 = power(f(a.beta_1), t), p2 = power(f(a.beta_2), t);
    const alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));
    for (let k = 0; k < g.length; k++) {
      if (this.decays[i]) w[k] = sub(w[k], mul(mul(w[k], f(a.weight_decay)), rate));
      m[k] = add(m[k], mul(sub(g[k], m[k]), f(1 - a.beta_1)));
      v[k] = add(v[k], mul(sub(mul(g[k], g[k]), v[k]), f(1 - a.beta_2)));
      const u = a.amsgrad ? (slots.velocity_hat[i][k] = max(slots.velocity_hat[i][k], v[k])) : v[k];
      w[k] = sub(w[k], div(mul(m[k], alpha), add(sqrt(u), f(a.epsilon))));
    }
  }

  apply(gradients) { // section 3
    if (gradients.length === 0) return; // R-APPLY-4
    let grads = gradients.map((g) => (g === null ? null : read(g.data ?? g)));
    const fits = (g, i) => !g || g.length === this.w[i]?.length;
    if (grads.length !== this.w.length || !grads.some((g) => g) || !grads.every(fits))
      throw new Refused("invalid_gradients", "grads");
    const { a, n, slots } = this, iterations = Math.floor(this.raw / n), sums = slots.gradient_accumulator;
    const each = (change) => (grads = grads.map((g, i) => g && g.map((x, k) => change(x, i, k))));
    if (a.loss_scale_factor !== null) each((x) => div(x, f(a.loss_scale_factor)));
    if ((this.raw + 1) % n !== 0) {
      each((x, i, k) => (sums[i][k] = add(sums[i][k], x)));
    } else {
      if (sums) each((x, i, k) => div(add(x, sums[i][k]), f(n)));
      this.clip(grads).forEach((g, i) => g && this.step(i, g, f(iterations + 1)));
      sums?.forEach((sum) => sum.fill(0));
    }
    if (a.use_ema) {
      const k = iterations ? f(a.ema_momentum) : 0, averages = slots.average;
      averages.forEach((average, i) => average.forEach((x, j) => {
        average[j] = add(mul(k, x), mul(sub(1, k), this.w[i][j]));
      }));
      if (a.ema_overwrite_frequency && (iterations + 1) % a.ema_overwrite_frequency === 0) this.finalize();
    }
    this.raw += 1;
  }

  finalize() { // R-EMA-4, R-EMA-5
    if (this.a.use_ema) this.w = this.slots.average.map((average) => average.slice());
  }

  state() {
    const slots = Object.fromEntries(Object.entries(this.slots).map(([name, slot]) => [name, slot.map(write)]));
    return { iterations: this.raw, learning_rate: write([this.rate]), slots };
  }
}

function read(text) {
  const bytes = Buffer.from(text, "hex");
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatBE(4 * i));
}

function write(values) {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeFloatBE(value, 4 * i));
  return bytes.toString("hex");
}

/** Refuses what this port would otherwise half obey. */
function known(fields, where, names) {
  for (const name of Object.keys(fields)) if (!names.includes(name)) throw new Refused("internal", where + name);
}

function run(request) {
  const testCase = request.case;
  known(request, "", ["request", "seq", "case", "trace"]);
  known(testCase, "case.", ["id", "rules", "optimizer", "arguments", "variables", "script", "initial_state",
    "exclude_from_weight_decay"]);
  known(testCase.arguments ?? {}, "case.arguments.", Object.keys(DEFAULTS));
  for (const variable of testCase.variables) known(variable, "case.variables.", ["name", "dtype", "shape", "data"]);
  const optimizer = new Optimizer(testCase);
  const steps = testCase.script.map((event) => {
    known(event, "case.script.", ["apply", "finalize"]);
    if (event.apply) optimizer.apply(event.apply);
    if (event.finalize) optimizer.finalize();
    return { variables: optimizer.w.map(write) };
  });
  return { reply: "run", seq: request.seq, steps, state: optimizer.state() };
}

const START = {
  reply: "start", protocol: 1, name: "adamw-javascript", version: "1.0", language: `Node ${process.versions.node}`,
  dtypes: ["float32"],
  features: ["amsgrad", "clipnorm", "clipvalue", "global_clipnorm", "ema", "loss_scale_factor", "gradient_accumulation",
    "exclude_from_weight_decay", "finalize", "missing_gradients", "initial_state", "errors", "state", "optimizer:Adam",
    "flush_subnormals"],
};

function answer(line) {
  let request = {};
  try {
    request = JSON.parse(line);
    if (request.request === "stop") return { reply: "stop" };
    if (request.request === "start" && request.protocol === 1) return START;
    if (request.request === "run") return run(request);
    throw new Refused("internal", "request");
  } catch (error) {
    return { reply: "error", seq: request?.seq, ...(error.reply ?? { category: "internal", message: String(error) }) };
  }
}

const lines = require("node:readline").createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const reply = answer(line);
  process.stdout.write(JSON.stringify(reply) + "\n", () => reply.reply === "stop" && process.exit(0));
});
