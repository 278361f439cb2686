// Keras' AdamW in JavaScript, float32 and float64, as a port: written from Vectors/SPECIFICATION.md and
// Vectors/PROTOCOL.md.
//
//     adamw test -- node scripts/ports/javascript/port.js
"use strict";

const { powf, pow } = require("./powers.js");

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
function arithmetic({ z, r, powerOf, packet, leafSize, ...others }) {
  const add = (a, b) => r(z(a) + z(b));
  const sub = (a, b) => r(z(a) - z(b));
  const mul = (a, b) => r(z(a) * z(b), z(a) * 2 ** 200 * z(b));
  const div = (a, b) => r(z(a) / z(b), (z(a) * 2 ** 200) / z(b));
  const sqrt = (a) => r(Math.sqrt(z(a)));
  const min = (a, b) => Math.min(z(a), z(b)); // NaN if either is, as it must be
  const max = (a, b) => Math.max(z(a), z(b));
  const power = (base, exponent) => r(powerOf(base, exponent));
  const squares = (g) => g.map((x) => mul(x, x));
  function total(x, first = 0) { // R-SUM-2, R-SUM-3; `first` is the place of `x` in the whole array
    if (x.length <= leafSize) return leaf(x, packet, add);
    const left = packet * Math.ceil((first + Math.ceil(x.length / 2)) / packet) - first;
    return add(total(x.slice(0, left), first), total(x.slice(left), first + left));
  }
  return { ...others, z, add, sub, mul, div, sqrt, min, max, power, squares, total };
}

// Of constants, `f` goes to the dtype directly (R-CONST-2), and `thru` goes through float32 (R-CONST-1).
const float32 = arithmetic({
  z: (x) => (Math.abs(x) < 2 ** -126 ? x * 0 : x),
  r: (x) => (Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x)),
  f: Math.fround, // a copy, so not flushed
  thru: Math.fround,
  powerOf: powf,
  packet: 8, leafSize: 8192, bytes: 4, reader: "readFloatBE", writer: "writeFloatBE",
});
const float64 = arithmetic({
  z: (x) => (Math.abs(x) < 2 ** -1022 ? x * 0 : x),
  r: (x, scaled = x * 2 ** 200) => (Math.abs(scaled) < 2 ** -822 ? x * 0 : x),
  f: (c) => c,
  thru: (c) => float32.z(Math.fround(c)), // a cast, so flushed (R-CAST-1)
  powerOf: pow,
  packet: 4, leafSize: 4096, bytes: 8, reader: "readDoubleBE", writer: "writeDoubleBE",
});
const DTYPES = { float32, float64 };

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
    this.n = BigInt(a.gradient_accumulation_steps || 1);
    this.raw = BigInt(state.iterations ?? 0); // an int64
    this.rate = state.learning_rate ? read(state.learning_rate, float32)[0] : float32.f(a.learning_rate); // R-RATE-1
    this.dtypes = testCase.variables.map(({ dtype }) => DTYPES[dtype]);
    this.w = this.read(testCase.variables.map(({ data }) => data));
    const names = ["momentum", "velocity"];
    if (a.amsgrad) names.push("velocity_hat");
    if (a.use_ema) names.push("average");
    if (this.n > 1) names.push("gradient_accumulator");
    this.slots = {};
    for (const name of names)
      this.slots[name] = state.slots?.[name] ? this.read(state.slots[name]) : this.w.map((w) => w.map(() => 0));
    const { variables = [], var_names = [] } = testCase.exclude_from_weight_decay ?? {};
    const patterns = var_names.map((pattern) => new RegExp(pattern));
    this.decays = testCase.variables.map(({ name }, i) => // R-DECAY-3, R-DECAY-4
      a.weight_decay !== null && !variables.includes(i) && !patterns.some((p) => p.test(name + ":0")));
  }

  read(texts) { // one for each variable; null stays null, and what is beyond the last is float32
    return texts.map((text, i) => (text === null ? null : read(text, this.dtypes[i] ?? float32)));
  }

  write(arrays) {
    return arrays.map((values, i) => write(values, this.dtypes[i]));
  }

  clip(grads) { // R-CLIP-*; `grads` has null for what is missing
    const { clipnorm, clipvalue, global_clipnorm } = this.a;
    const present = grads.filter((g) => g);
    let each = (g) => g;
    if (clipnorm > 0) {
      each = (g, { f, mul, div, sqrt, max, total, squares }) => {
        const q = total(squares(g)), divisor = max(q > 0 ? sqrt(q) : q, f(clipnorm));
        return g.map((x) => div(mul(x, f(clipnorm)), divisor));
      };
    } else if (global_clipnorm > 0) {
      const [own, ...others] = new Set(this.dtypes.filter((_, i) => grads[i]));
      if (others.length > 0) throw new Refused("invalid_gradients", "grads");
      const { f, add, sub, mul, div, sqrt, min, total, squares } = own;
      const norm = sqrt(total(present.map((g) => total(squares(g)))));
      const smaller = min(div(1, norm), f(1 / global_clipnorm));
      const factor = add(mul(f(global_clipnorm), smaller), sub(norm, norm));
      each = (g) => g.map((x) => mul(x, factor));
    } else if (clipvalue > 0) {
      each = (g, { f, min, max }) => g.map((x) => max(min(x, f(clipvalue)), f(-clipvalue)));
    }
    return grads.map((g, i) => g && each(g, this.dtypes[i]));
  }

  step(i, g, t) { // R-DECAY-1 to R-UPDATE-1
    const { a, slots } = this, w = this.w[i], m = slots.momentum[i], v = slots.velocity[i];
    const { f, thru, add, sub, mul, div, sqrt, max, power } = this.dtypes[i], rate = thru(this.rate);
    const p1 = power(thru(a.beta_1), f(t)), p2 = power(thru(a.beta_2), f(t));
    const alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));
    for (let k = 0; k < g.length; k++) {
      if (this.decays[i]) w[k] = sub(w[k], mul(mul(w[k], thru(a.weight_decay)), rate));
      m[k] = add(m[k], mul(sub(g[k], m[k]), f(1 - a.beta_1)));
      v[k] = add(v[k], mul(sub(mul(g[k], g[k]), v[k]), f(1 - a.beta_2)));
      const u = a.amsgrad ? (slots.velocity_hat[i][k] = max(slots.velocity_hat[i][k], v[k])) : v[k];
      w[k] = sub(w[k], div(mul(m[k], alpha), add(sqrt(u), f(a.epsilon))));
    }
  }

  apply(gradients) { // section 3
    if (gradients.length === 0) return; // R-APPLY-4
    let grads = this.read(gradients.map((g) => g?.data ?? g));
    const fits = (g, i) => !g || g.length === this.w[i]?.length;
    if (grads.length !== this.w.length || !grads.some((g) => g) || !grads.every(fits))
      throw new Refused("invalid_gradients", "grads");
    const { a, n, slots } = this, iterations = this.raw / n, sums = slots.gradient_accumulator;
    const each = (change) => (grads = grads.map((g, i) => g && g.map(change(this.dtypes[i], i))));
    if (a.loss_scale_factor !== null) each(({ f, div }) => (x) => div(x, f(a.loss_scale_factor)));
    if ((this.raw + 1n) % n !== 0n) {
      each(({ add }, i) => (x, k) => (sums[i][k] = add(sums[i][k], x)));
    } else {
      if (sums) each(({ f, add, div }, i) => (x, k) => div(add(x, sums[i][k]), f(Number(n))));
      this.clip(grads).forEach((g, i) => g && this.step(i, g, Number(iterations + 1n)));
      sums?.forEach((sum) => sum.fill(0));
    }
    if (a.use_ema) {
      slots.average.forEach((average, i) => {
        const { f, add, sub, mul } = this.dtypes[i], k = iterations ? f(a.ema_momentum) : 0;
        average.forEach((x, j) => (average[j] = add(mul(k, x), mul(sub(1, k), this.w[i][j]))));
      });
      const frequency = BigInt(a.ema_overwrite_frequency || 0);
      if (frequency && (iterations + 1n) % frequency === 0n) this.finalize();
    }
    this.raw += 1n;
  }

  finalize() { // R-EMA-4, R-EMA-5
    if (this.a.use_ema) this.w = this.slots.average.map((average) => average.slice());
  }

  state() {
    const slots = Object.fromEntries(Object.entries(this.slots).map(([name, slot]) => [name, this.write(slot)]));
    return { iterations: String(this.raw), learning_rate: write([this.rate], float32), slots };
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

// Numbers of JSON are doubles here, which do not hold every int64: the count of calls is a string inside.
const parse = (line) => JSON.parse(line.replace(/("iterations":\s*)(\d+)(?=\s*[,}])/g, '$1"$2"'));
const print = (reply) => JSON.stringify(reply).replace(/("iterations":)"(\d+)"/g, "$1$2");

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
    return { variables: optimizer.write(optimizer.w) };
  });
  return { reply: "run", seq: request.seq, steps, state: optimizer.state() };
}

const START = {
  reply: "start", protocol: 1, name: "adamw-javascript", version: "1.0", language: `Node ${process.versions.node}`,
  dtypes: ["float32", "float64"],
  features: ["amsgrad", "clipnorm", "clipvalue", "global_clipnorm", "ema", "loss_scale_factor", "gradient_accumulation",
    "exclude_from_weight_decay", "finalize", "missing_gradients", "mixed_dtypes", "initial_state", "errors", "state",
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
