// Keras' AdamW, eager, in JavaScript, float32 and float64, as a port: written from Vectors/SPECIFICATION.md and
// Vectors/PROTOCOL.md.
//
//     adamw test -- node scripts/ports/javascript/port.js
"use strict";

const { constraintOf, CONSTRAINTS } = require("./constraints.js");
const { checkFields } = require("./fields.js");
const { Gradient, added } = require("./gradients.js");
const { LossScale } = require("./loss-scale.js");
const { overwritten, accumulated } = require("./overwrite.js");
const { powf, pow } = require("./powers.js");
const { Refused, refuseIf } = require("./refused.js");
const { scheduleOf, SCHEDULES } = require("./schedules.js");
const { Trace } = require("./trace.js");

function leaf(x, P, add) { // R-SUM-1; `P` is the packet
  const blocks = x.length - (x.length % (4 * P)), packets = x.length - (x.length % P);
  const lanes = new Array(4 * P).fill(0);
  for (let i = 0; i < blocks; i++) lanes[i % (4 * P)] = add(lanes[i % (4 * P)], x[i]);
  const a = lanes.slice(0, P).map((lane, k) => [P, 2 * P, 3 * P].reduce((sum, by) => add(sum, lanes[k + by]), lane));
  for (let i = blocks; i < packets; i++) a[i % P] = add(a[i % P], x[i]);
  const rest = x.slice(packets).reduce(add, 0);
  for (let width = P / 2; width >= 1; width /= 2) for (let k = 0; k < width; k++) a[k] = add(a[k], a[k + width]);
  return add(rest, a[0]);
}

/**
 * The arithmetic of a dtype, in doubles: `z` is what counts of an operand, and `r` rounds a result once. To both,
 * subnormals are zeros (2.3, 2.4). `r` of a product or quotient gets it times 2^200 too, where no rounding lifts it.
 */
function arithmetic({ z, r, converted = r, powerOf, packet, leafSize, ...others }) {
  const add = (a, b) => r(z(a) + z(b));
  const sub = (a, b) => r(z(a) - z(b));
  const mul = (a, b) => r(z(a) * z(b), z(a) * 2 ** 200 * z(b));
  const div = (a, b) => r(z(a) / z(b), (z(a) * 2 ** 200) / z(b));
  const sqrt = (a) => r(Math.sqrt(z(a)));
  const min = (a, b) => Math.min(z(a), z(b)); // NaN if either is, as it must be
  const max = (a, b) => Math.max(z(a), z(b));
  const power = (base, exponent) => r(powerOf(base, z(exponent)));
  const cast = (x, { name }) => (name === others.name ? x : x.map(converted)); // from the other dtype (R-CAST-1)
  const squares = (g) => g.values.map((x) => mul(x, x));
  function total(x, first = 0) { // R-SUM-2, R-SUM-3; `first` is the place of `x` in the whole array
    if (x.length <= leafSize) return leaf(x, packet, add);
    const left = packet * Math.ceil((first + Math.ceil(x.length / 2)) / packet) - first;
    return add(total(x.slice(0, left), first), total(x.slice(left), first + left));
  }
  return { ...others, packet, z, r, add, sub, mul, div, sqrt, min, max, power, cast, squares, total };
}

// Of constants, `f` goes to the dtype directly (R-CONST-2), and `thru` goes through float32 (R-CONST-1).
const float32 = arithmetic({
  z: (x) => (Math.abs(x) < 2 ** -126 ? x * 0 : x),
  r: (x) => (Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x)),
  f: Math.fround, // a copy, so not flushed
  thru: Math.fround,
  powerOf: powf,
  name: "float32", packet: 8, leafSize: 8192, bytes: 4, reader: "readFloatBE", writer: "writeFloatBE",
});
const float64 = arithmetic({
  z: (x) => (Math.abs(x) < 2 ** -1022 ? x * 0 : x),
  r: (x, scaled = x * 2 ** 200) => (Math.abs(scaled) < 2 ** -822 ? x * 0 : x),
  f: (c) => c,
  thru: (c) => float32.z(Math.fround(c)), // a cast, so flushed (R-CAST-1)
  converted: float32.z,
  powerOf: pow,
  name: "float64", packet: 4, leafSize: 4096, bytes: 8, reader: "readDoubleBE", writer: "writeDoubleBE",
});
const DTYPES = { float32, float64 };
const joint = (a, b) => (a === float32 ? b : a); // the dtype that holds both

const DEFAULTS = {
  learning_rate: 0.001, weight_decay: 0.004, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false,
  clipnorm: null, clipvalue: null, global_clipnorm: null, use_ema: false, ema_momentum: 0.99,
  ema_overwrite_frequency: null, loss_scale_factor: null, gradient_accumulation_steps: null, name: null,
};
const CLIPS = ["clipnorm", "clipvalue", "global_clipnorm"];
const REPLICAS = 2; // at most

/** What Keras' constructor refuses, in the order in which it does (R-ERROR-*). */
function check(a, adam) {
  const n = a.gradient_accumulation_steps, frequency = a.ema_overwrite_frequency;
  const clips = CLIPS.filter((name) => a[name] !== null);
  const rules = [
    [n && !(n >= 2), "gradient_accumulation_steps"],
    [a.use_ema && !(a.ema_momentum >= 0 && a.ema_momentum <= 1), "ema_momentum"],
    [a.use_ema && frequency && !(Number.isInteger(frequency) && frequency > 0), "ema_overwrite_frequency"],
    [clips.length > 1, clips[0]],
    [!["number", "object"].includes(typeof a.learning_rate) || a.learning_rate === null, "learning_rate"],
    [a.weight_decay === null && !adam, "weight_decay"],
  ];
  for (const [wrong, name] of rules) refuseIf(wrong, name);
}

class Optimizer {
  constructor(testCase, trace) {
    const adam = testCase.optimizer === "Adam", state = testCase.initial_state ?? {};
    const a = (this.a = { ...DEFAULTS, ...(adam ? { weight_decay: null } : {}), ...testCase.arguments });
    this.testCase = testCase;
    this.trace = trace;
    this.schedule = a.learning_rate?.schedule ? scheduleOf(a.learning_rate, float32) : null;
    check(a, adam);
    this.rateIsVariable = typeof a.learning_rate === "number";
    for (const name of ["learning_rate", "beta_1", "beta_2"]) a[name] = a[name].callable ?? a[name]; // R-BETA-1, R-RATE-2
    this.n = BigInt(a.gradient_accumulation_steps || 1);
    this.raw = BigInt(state.iterations ?? 0); // an int64
    this.rate = state.learning_rate ? read(state.learning_rate, float32)[0] : float32.f(a.learning_rate); // R-RATE-1
    this.dtypes = testCase.variables.map(({ dtype }) => DTYPES[dtype]);
    this.w = this.read(testCase.variables.map(({ data }) => data));
    this.overwrites = testCase.variables.map((variable) => variable.overwrite_with_gradient === true);
    this.constraints = testCase.variables.map(({ constraint, shape }, i) =>
      constraint && constraintOf(constraint, shape, this.dtypes[i]));
    const names = ["momentum", "velocity"];
    if (a.amsgrad) names.push("velocity_hat");
    if (a.use_ema) names.push("average");
    if (this.n > 1) names.push("gradient_accumulator");
    this.slots = {};
    for (const name of names)
      this.slots[name] = state.slots?.[name] ? this.read(state.slots[name]) : this.w.map((w) => w.map(() => 0));
    const { gradient_accumulator: sums, ...own } = this.slots;
    for (const slot of Object.values(own)) this.overwrites.forEach((yes, i) => yes && (slot[i] = null)); // R-OVERWRITE-4
    this.sums = Array.from({ length: REPLICAS }, (_, r) => (r ? sums?.map((sum) => sum.slice()) : sums)); // R-REPLICA-3
    const { variables = [], var_names = [] } = testCase.exclude_from_weight_decay ?? {};
    const patterns = var_names.map((pattern) => new RegExp(pattern));
    this.decays = testCase.variables.map(({ name }, i) => // R-DECAY-3, R-DECAY-4
      a.weight_decay !== null && !variables.includes(i) && !patterns.some((p) => p.test(name + ":0")));
    if (testCase.loss_scale_optimizer) {
      const scale = state.loss_scale && read(state.loss_scale, float32)[0];
      this.scale = new LossScale(float32, testCase.loss_scale_optimizer, scale, state.step_counter);
      a.loss_scale_factor = null; // R-LOSS-SCALE-6
    }
  }

  read(texts) { // one for each variable; null stays null
    return texts.map((text, i) => (text === null ? null : read(text, this.dtypes[i])));
  }

  write(arrays) {
    return arrays.map((values, i) => values && write(values, this.dtypes[i]));
  }

  gradient(given, i) { // one beyond the last variable is float32
    if (given === null) return null;
    const { data, dtype: name, indices } = typeof given === "string" ? { data: given } : given;
    const dtype = name ? DTYPES[name] : this.dtypes[i] ?? float32;
    return new Gradient(dtype, read(data, dtype), this.testCase.variables[i]?.shape, indices);
  }

  assign(rate) { // R-RATE-2, R-RATE-4
    refuseIf(this.schedule, "learning_rate");
    this.rate = float32.f(rate);
  }

  clip(grads, note) { // R-CLIP-*; `grads` has null for what is missing
    const { clipnorm, clipvalue, global_clipnorm } = this.a;
    const present = grads.filter((g) => g);
    let each = null;
    if (clipnorm > 0) {
      each = (g, { f, mul, div, sqrt, max, total, squares }, i) => {
        const q = total(squares(g)), norm = q > 0 ? sqrt(q) : q, divisor = max(norm, f(clipnorm));
        note(i, "norm", [norm], g.dtype);
        return g.map((x) => div(mul(x, f(clipnorm)), divisor));
      };
    } else if (global_clipnorm > 0) {
      const [own, ...others] = new Set(present.map((g) => g.dtype));
      refuseIf(others.length > 0);
      const { f, add, sub, mul, div, sqrt, min, total } = own, squares = (g) => g.denseSquares(); // R-SPARSE-4
      const norm = sqrt(total(present.map((g) => total(squares(g)))));
      const smaller = min(div(1, norm), f(1 / global_clipnorm));
      const factor = add(mul(f(global_clipnorm), smaller), sub(norm, norm));
      each = (g, _, i) => {
        note(i, "norm", [norm], own);
        return g.dense().map((x) => mul(x, factor));
      };
    } else if (clipvalue > 0) {
      each = (g, { f, min, max }) => g.map((x) => max(min(x, f(clipvalue)), f(-clipvalue)));
    }
    if (!each) return grads;
    const clipped = grads.map((g, i) => g && each(g, g.dtype, i));
    clipped.forEach((g, i) => g && note(i, "gradient_clipped", g.values, g.dtype));
    return clipped;
  }

  step(i, gradient, t) { // R-DECAY-1 to R-UPDATE-1
    const { a, slots } = this, w = this.w[i], m = slots.momentum[i], v = slots.velocity[i], decayed = [], update = [];
    const dtype = this.dtypes[i], { f, thru, add, sub, mul, div, sqrt, max, power } = dtype, rate = thru(this.rate);
    const own = gradient.cast(dtype), g = own.dense().values, squares = own.denseSquares();
    const p1 = power(thru(a.beta_1), f(t)), p2 = power(thru(a.beta_2), f(t));
    const alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));
    for (let k = 0; k < g.length; k++) {
      if (this.decays[i]) w[k] = sub(w[k], mul(mul(w[k], thru(a.weight_decay)), rate));
      decayed.push(w[k]);
      m[k] = add(m[k], mul(sub(g[k], m[k]), f(1 - a.beta_1)));
      v[k] = add(v[k], mul(sub(squares[k], v[k]), f(1 - a.beta_2)));
      const u = a.amsgrad ? (slots.velocity_hat[i][k] = max(slots.velocity_hat[i][k], v[k])) : v[k];
      update.push(div(mul(m[k], alpha), add(sqrt(u), f(a.epsilon))));
      w[k] = sub(w[k], update[k]);
    }
    const notes = { momentum: m, velocity: v, update, updated: w };
    if (this.decays[i]) notes.decayed = decayed;
    if (a.amsgrad) notes.velocity_hat = slots.velocity_hat[i];
    for (const [name, values] of Object.entries(notes)) this.trace?.note(i, name, values);
    const scalars = { learning_rate: rate, beta_1_power: p1, beta_2_power: p2, alpha };
    for (const [name, value] of Object.entries(scalars)) this.trace?.scalar(name, value, dtype);
  }

  /** A replica's gradients as they go into the update, or into `sums` on another call (R-SCALE-1, R-ACCUMULATE-*). */
  prepare(grads, sums, note) {
    const { a, n } = this, updates = (this.raw + 1n) % n === 0n;
    const each = (change, name) => {
      grads = grads.map((g, i) => g && g.map(change(g.dtype, i)));
      if (name) grads.forEach((g, i) => g && note(i, name, g.values, g.dtype));
    };
    refuseIf(a.loss_scale_factor !== null && grads.some((g) => g?.rows)); // R-ERROR-SPARSE
    if (a.loss_scale_factor !== null) each(({ f, div }) => (x) => div(x, f(a.loss_scale_factor)), "gradient_unscaled");
    if (sums) grads = grads.map((g, i) => g && this.joined(g, i, updates));
    if (!updates) {
      each(({ add }, i) => (x, k) => (sums[i][k] = add(sums[i][k], x)));
      return grads;
    }
    sums = sums?.map((sum, i) => grads[i]?.dtype.cast(sum, this.dtypes[i]));
    if (sums) each(({ f, add, div }, i) => (x, k) => div(add(x, sums[i][k]), f(Number(n))), "gradient_mean");
    return this.clip(grads, note);
  }

  joined(g, i, updates) { // a gradient as it meets what is accumulated (R-SPARSE-5)
    const dtype = this.dtypes[i];
    refuseIf(g.dtype !== dtype && !(g.rows && updates)); // R-ERROR-GRADIENTS, R-ERROR-SPARSE
    return g.dense().cast(joint(g.dtype, dtype));
  }

  apply(lists) { // a list of gradients for each replica
    const replicas = lists.map((list) => list.map((given, i) => this.gradient(given, i)));
    if (this.trace) this.trace.given = replicas[0].map((g) => g?.dtype);
    if (this.scale) this.scale.apply(replicas, this.overwrites, (divided) => this.update(divided));
    else this.update(replicas);
  }

  update(replicas) { // section 3
    if (!replicas.some((grads) => grads.length)) return; // R-APPLY-4
    for (const grads of replicas) {
      refuseIf(grads.length !== this.w.length || !grads.some((g) => g));
      grads.forEach((g) => g?.check());
    }
    replicas[0].forEach((g, i) => g && this.overwrites[i] && this.overwrite(i, g)); // R-REPLICA-5
    const [grads, ...others] = replicas.map((list) => list.map((g, i) => (this.overwrites[i] ? null : g)));
    refuseIf(others.some((list) => list.some((g, i) => !g !== !grads[i])));
    if (grads.some((g) => g)) this.move(grads, others); // R-OVERWRITE-2
    this.raw += 1n;
  }

  overwrite(i, g) {
    const sums = this.slots.gradient_accumulator, dtype = this.dtypes[i];
    if (sums) sums[i] = accumulated(g, sums[i], dtype, joint);
    if ((this.raw + 1n) % this.n !== 0n) return;
    this.w[i] = sums ? sums[i] : overwritten(g, dtype);
    if (sums) sums[i] = sums[i].map(() => 0);
  }

  /** The call of all variables but overwritten ones; `others` are the gradients of the other replicas. */
  move(grads, others) {
    const { a, n, slots } = this, iterations = this.raw / n;
    const note = (...noted) => this.trace?.note(...noted);
    if (this.schedule) this.rate = this.schedule(this.raw); // R-RATE-3
    const prepared = [grads, ...others].map((list, r) => this.prepare(list, this.sums[r], note)); // R-REPLICA-1
    if ((this.raw + 1n) % n === 0n) {
      const sum = prepared.reduce((list, other) => list.map((g, i) => g && added(g, other[i])));
      sum.forEach((g, i) => g && this.step(i, g, Number(iterations + 1n)));
      for (const sums of this.sums) sums?.forEach((sum) => sum.fill(0));
    }
    if (a.use_ema) {
      slots.average.forEach((average, i) => {
        const { f, add, sub, mul } = this.dtypes[i], k = iterations ? f(a.ema_momentum) : 0;
        average?.forEach((x, j) => (average[j] = add(mul(k, x), mul(sub(1, k), this.w[i][j]))));
        if (average) note(i, "average", average);
      });
      const frequency = BigInt(a.ema_overwrite_frequency || 0);
      if (frequency && (iterations + 1n) % frequency === 0n) {
        this.finalize("ema_overwrite_frequency");
        this.w.forEach((w, i) => note(i, "overwritten", w));
      }
    }
    grads.forEach((g, i) => {
      if (!g || !this.constraints[i]) return; // R-CONSTRAINT-1, R-CONSTRAINT-2
      this.constraints[i](this.w[i]).forEach((x, k) => (this.w[i][k] = x));
      note(i, "constrained", this.w[i]);
    });
  }

  finalize(argument) { // R-EMA-4, R-EMA-5
    if (this.a.use_ema) {
      refuseIf(this.overwrites.includes(true), argument); // R-ERROR-OVERWRITE
      this.w = this.slots.average.map((average) => average.slice());
    }
  }

  state() {
    const slots = Object.fromEntries(Object.entries(this.slots).map(([name, slot]) => [name, this.write(slot)]));
    const state = { iterations: String(this.raw), slots };
    if (this.rateIsVariable) state.learning_rate = write([this.rate], float32);
    if (this.scale) state.loss_scale = write([this.scale.scale], float32);
    if (this.scale) state.step_counter = this.scale.counter;
    return state;
  }

  /** A new optimizer from the saved configuration and state (R-CHECKPOINT-1, R-CONFIG-*). */
  restored() {
    const { testCase } = this, data = this.write(this.w), rate = this.schedule ? {} : { learning_rate: this.rate };
    const variables = testCase.variables.map((variable, i) => ({ ...variable, data: data[i] }));
    const saved = { ...testCase, variables, arguments: { ...testCase.arguments, ...rate }, initial_state: this.state() };
    return new Optimizer(saved, this.trace);
  }
}

function read(text, { bytes, reader }) {
  const buffer = Buffer.from(text, "hex");
  return Array.from({ length: buffer.length / bytes }, (_, i) => buffer[reader](bytes * i));
}

function write(values, { bytes, writer }) {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, i) => buffer[writer](value, bytes * i));
  return buffer.toString("hex");
}

// Numbers of JSON are doubles here, which do not hold every int64, nor tell 2 from 2.0: the count of calls and the
// boundaries of a schedule are strings inside.
const parse = (line) => JSON.parse(line
  .replace(/("iterations":\s*)(\d+)(?=\s*[,}])/g, '$1"$2"')
  .replace(/("boundaries":\s*)\[([^\]]*)\]/g, (_, name, list) => `${name}[${list.replace(/[^\s,]+/g, '"$&"')}]`));
const print = (reply) => JSON.stringify(reply).replace(/("iterations":)"(\d+)"/g, "$1$2");

function run(request) {
  checkFields(request, Object.keys(DEFAULTS));
  const trace = request.trace ? new Trace(write, request.case.variables.map(({ dtype }) => DTYPES[dtype])) : null;
  let optimizer = new Optimizer(request.case, trace);
  const steps = request.case.script.map((event, place) => {
    trace?.begin(place);
    if (event.apply) optimizer.apply([event.apply]);
    if (event.apply_replicas) optimizer.apply(event.apply_replicas);
    if (event.learning_rate !== undefined) optimizer.assign(event.learning_rate);
    if (event.finalize) optimizer.finalize("use_ema");
    if (event.checkpoint) optimizer = optimizer.restored();
    trace?.end();
    return { variables: optimizer.write(optimizer.w) };
  });
  return { reply: "run", seq: request.seq, steps, state: optimizer.state(), trace: trace?.updates };
}

const START = {
  reply: "start", protocol: 1, name: "adamw-javascript", version: "1.0", language: `Node ${process.versions.node}`,
  dtypes: ["float32", "float64"],
  features: ["amsgrad", "clipnorm", "clipvalue", "global_clipnorm", "ema", "loss_scale_factor", "gradient_accumulation",
    "exclude_from_weight_decay", "finalize", "missing_gradients", "mixed_dtypes", "initial_state", "errors", "state",
    "callable_learning_rate", "callable_beta", "assign_learning_rate", "gradient_dtype", "sparse_gradients",
    "loss_scale_optimizer", "overwrite_with_gradient", "replicas", "checkpoint", "trace",
    ...SCHEDULES.map((name) => `schedule:${name}`), ...CONSTRAINTS.map((name) => `constraint:${name}`),
    "optimizer:Adam", "flush_subnormals"],
};

function answer(line) {
  let request = {};
  try {
    request = parse(line);
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
  process.stdout.write(print(reply) + "\n", () => reply.reply === "stop" && process.exit(0));
});
