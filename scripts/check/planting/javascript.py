"""JavaScript: doubles, which a typed array rounds at each store, or which are rounded when a step ends."""

from scripts.check.planting import fresh
from scripts.check.planting.variant import Base, language, mistake

DOUBLES = (
    ("z: (x) => (Math.abs(x) < 2 ** -126 ? x * 0 : x),", "z: (x) => x,"),
    ("r: (x) => (Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x)),", "r: (x) => x,"),
    ("f: Math.fround,", "f: (c) => c,"),
    ("thru: Math.fround,", "thru: (c) => c,"),
    ("powerOf: powf,", "powerOf: Math.pow,"),
    ('dtypes: ["float32", "float64"]', 'dtypes: ["float32"]'),
)
STORED = (("return Array.from({ length: buffer", "return Float32Array.from({ length: buffer"),)
ROUNDED_LAST = (
    (
        "    this.raw += 1n;\n",
        """    for (const values of [...this.w, ...Object.values(this.slots).flat(), ...this.sums.flat()])
      values?.forEach((x, i) => (values[i] = Math.fround(x)));
    this.raw += 1n;
""",
    ),
)
IN_ORDER = (
    ("x.length - (x.length % (4 * P)), packets = x.length - (x.length % P)", "0, packets = 0"),
    ("if (x.length <= leafSize) return", "if (x.length < Infinity) return"),
)
KEPT = (
    ("z: (x) => (Math.abs(x) < 2 ** -126 ? x * 0 : x),", "z: (x) => x,"),
    ("(Math.abs(x) < 2 ** -126 - 2 ** -151 ? x * 0 : Math.fround(x))", "Math.fround(x)"),
    ("z: (x) => (Math.abs(x) < 2 ** -1022 ? x * 0 : x),", "z: (x) => x,"),
    ("r: (x, scaled = x * 2 ** 200) => (Math.abs(scaled) < 2 ** -822 ? x * 0 : x),", "r: (x) => x,"),
)
HONEST = (('"optimizer:Adam", "flush_subnormals"]', '"optimizer:Adam"]'),)

BASES = (
    Base("stored as float32", DOUBLES + STORED + HONEST),
    Base("double", DOUBLES + ROUNDED_LAST + HONEST),
    Base("sums in order", IN_ORDER),
    Base("subnormals kept", KEPT),
    Base("all, stored", DOUBLES + STORED + IN_ORDER + HONEST),
    Base("all, double", DOUBLES + ROUNDED_LAST + IN_ORDER + HONEST),
)

ALPHA = "const alpha = div(mul(rate, sqrt(sub(1, p2))), sub(1, p1));"
MOMENT = "m[k] = add(m[k], mul(sub(g[k], m[k]), f(1 - a.beta_1)));"
SCALE = """    if (a.loss_scale_factor !== null) each(({ f, div }) => (x) => div(x, f(a.loss_scale_factor)), "gradient_unscaled");
"""
MEAN = "    if (sums) each(({ f, add, div }, i) => (x, k) => div(add(x, sums[i][k]), f(Number(n))), "
CLIP = "    return this.clip(grads, note);\n"
CALL = "    const prepared = [grads,"
GIVEN = "lists.map((list) => list.map((given, i) => this.gradient(given, i)));"
AVERAGE = "average?.forEach((x, j) => (average[j] ="
SLOTS = """    for (const name of names)
      this.slots[name] = state.slots?.[name] ? this.read(state.slots[name]) : this.w.map((w) => w.map(() => 0));
"""

MISTAKES = (
    mistake(
        "double", "epsilon inside the root", "R-UPDATE-1",
        "add(sqrt(u), f(a.epsilon))", "sqrt(add(u, f(a.epsilon)))",
    ),
    mistake("all, stored", "no epsilon", "R-UPDATE-1", "add(sqrt(u), f(a.epsilon))", "sqrt(u)"),
    mistake("stored as float32", "bias correction without the root", "R-BIAS-2", "sqrt(sub(1, p2))", "sub(1, p2)"),
    mistake(
        "all, double", "powers of the betas swapped", "R-BIAS-2",
        "p1 = power(thru(a.beta_1), f(t)), p2 = power(thru(a.beta_2), f(t))",
        "p1 = power(thru(a.beta_2), f(t)), p2 = power(thru(a.beta_1), f(t))",
    ),
    mistake(
        "double", "steps counted for each variable", "R-BIAS-1 R-ACCUMULATE-5 R-APPLY-3 R-APPLY-2",
        "    this.rate = state",
        "    this.t = testCase.variables.map(() => Number(this.raw / this.n));\n    this.rate = state",
        "this.step(i, g, Number(iterations + 1n))", "this.step(i, g, (this.t[i] += 1))",
    ),
    mistake(
        "all, stored", "decay on every call", "R-DECAY-2 R-ACCUMULATE-2",
        CALL, f"""    if ((this.raw + 1n) % n !== 0n)
      grads.forEach((g, i) => g && this.decays[i] && this.w[i].forEach((x, k) => {{
        const {{ thru, sub, mul }} = this.dtypes[i];
        this.w[i][k] = sub(x, mul(mul(x, thru(a.weight_decay)), thru(this.rate)));
      }}));
{CALL}""",
    ),
    mistake(
        "stored as float32", "no decay of vectors", "R-DECAY-2 R-DECAY-3 R-DECAY-1",
        "testCase.variables.map(({ name }, i) =>", "testCase.variables.map(({ name, shape }, i) => shape.length > 1 &&",
    ),
    mistake(
        "all, double", "patterns for the whole name", "R-DECAY-4",
        "new RegExp(pattern)", "new RegExp(`^(?:${pattern})$`)",
    ),
    mistake(
        "double", "Nesterov's momentum", "R-UPDATE-1 R-MOMENTUM-1",
        "div(mul(m[k], alpha),", "div(mul(add(mul(m[k], f(a.beta_1)), mul(g[k], f(1 - a.beta_1))), alpha),",
    ),
    mistake(
        "all, stored", "gradient added whole to the momentum", "R-MOMENTUM-1",
        MOMENT, "m[k] = add(mul(m[k], f(a.beta_1)), g[k]);",
    ),
    mistake(
        "all, double", "velocity of the difference from the momentum", "R-VELOCITY-1",
        "sub(squares[k], v[k])", "sub(mul(sub(g[k], m[k]), sub(g[k], m[k])), v[k])",
    ),
    mistake(
        "stored as float32", "velocity_hat not stored", "R-AMSGRAD-1",
        "(slots.velocity_hat[i][k] = max(slots.velocity_hat[i][k], v[k]))", "max(slots.velocity_hat[i][k], v[k])",
    ),
    mistake(
        "sums in order", "clipnorm by the square of the norm", "R-CLIP-NORM-1",
        "max(norm, f(clipnorm))", "max(q, f(clipnorm))",
    ),
    mistake(
        "double", "clipnorm over all variables", "R-CLIP-NORM-1",
        "const q = total(squares(g)), norm", "const q = total(present.map((g) => total(squares(g)))), norm",
    ),
    mistake(
        "all, double", "global norm as the sum of norms", "R-CLIP-GLOBAL-1",
        "sqrt(total(present.map((g) => total(squares(g)))))", "total(present.map((g) => sqrt(total(squares(g)))))",
    ),
    mistake("subnormals kept", "clipvalue from zero", "R-CLIP-VALUE-1", "f(-clipvalue)", "0"),
    mistake(
        "all, stored", "clipnorm divides the threshold", "R-CLIP-NORM-1",
        "div(mul(x, f(clipnorm)), divisor)", "mul(x, div(f(clipnorm), divisor))",
        hidden="the factor is rounded instead of the product: one rounding against another",
    ),
    mistake(
        "subnormals kept", "loss scale by the reciprocal", "R-SCALE-1",
        "({ f, div }) => (x) => div(x, f(a.loss_scale_factor))",
        "({ f, div, mul }) => (x) => mul(x, div(1, f(a.loss_scale_factor)))",
        hidden="the reciprocal is rounded too: a rounding of the gradient apart",
    ),
    mistake(
        "stored as float32", "mean of the gradients that came", "R-ACCUMULATE-3",
        "    this.rate = state",
        "    this.came = [0, 1].map(() => testCase.variables.map(() => Number(this.raw % this.n)));\n    this.rate = state",
        "    if (!updates) {\n",
        """    const came = this.came[this.sums.indexOf(sums)];
    grads.forEach((g, i) => g && came[i]++);
    if (!updates) {
""",
        "div(add(x, sums[i][k]), f(Number(n)))", "div(add(x, sums[i][k]), came[i])",
        "      for (const sums of this.sums) sums", "      for (const came of this.came) came.fill(0);\n      for (const sums of this.sums) sums",
    ),
    mistake(
        "all, stored", "last gradient left out of the mean", "R-ACCUMULATE-3",
        "div(add(x, sums[i][k]), f(Number(n)))", "div(sums[i][k], f(Number(n)))",
    ),
    mistake(
        "double", "averages for variables with a gradient", "R-EMA-3",
        AVERAGE, f"if (grads[i]) {AVERAGE}",
    ),
    mistake(
        "all, double", "average from zero, corrected at the end", "R-EMA-2 R-EMA-5 R-EMA-1",
        "k = iterations ? f(a.ema_momentum) : 0;", "k = f(a.ema_momentum);\n        this.moves = Number(this.raw) + 1;",
        "(average) => average.slice()",
        "(average) => average.map((x) => (this.moves ? x / (1 - this.a.ema_momentum ** this.moves) : x))",
    ),
    mistake(
        "all, stored", "overwriting one call late", "R-EMA-4",
        "(iterations + 1n) % frequency", "iterations % frequency",
    ),
    mistake(
        "stored as float32", "loss scale on updates only", "R-SCALE-1 R-ACCUMULATE-2",
        SCALE, "",
        MEAN, SCALE + MEAN,
    ),
    mistake(
        "double", "loss scale after the clipping", "R-SCALE-1 R-APPLY-1",
        SCALE, "",
        CLIP, f"    grads = this.clip(grads, note);\n{SCALE}    return grads;\n",
    ),
    mistake(
        "all, stored", "missing gradient taken as zeros", "R-APPLY-2 R-OVERWRITE-2 R-CONSTRAINT-1",
        GIVEN, """lists.map((list) => list.map((given, i) => this.gradient(given, i) ??
      (this.overwrites[i] ? null : new Gradient(this.dtypes[i], this.w[i].map(() => 0), this.testCase.variables[i].shape))));""",
    ),
    mistake(
        "all, double", "state shared by variables of one last name", "R-STATE-1",
        SLOTS,
        """    const last = testCase.variables.map(({ name }) => name.split("/").pop());
    for (const name of names) {
      const slot = state.slots?.[name] ? this.read(state.slots[name]) : this.w.map((w) => w.map(() => 0));
      this.slots[name] = slot;
      if (name === "momentum" || name === "velocity")
        this.slots[name] = slot.map((own, i) => {
          const first = slot[last.indexOf(last[i])];
          return first.length === own.length ? first : own;
        });
    }
""",
    ),
    mistake(
        "stored as float32", "Adam decays too", "R-ADAM-1",
        "...(adam ? { weight_decay: null } : {}), ", "",
    ),
    mistake("double", "default beta_2 0.99", "R-DEFAULT-BETA-2", "beta_2: 0.999", "beta_2: 0.99"),
)  # fmt: skip

JAVASCRIPT = language("javascript", "port.js", ("node", "{folder}/port.js"), BASES, (*MISTAKES, *fresh.planted("javascript")))
