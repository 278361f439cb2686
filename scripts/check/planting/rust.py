"""Rust: f32 as it is, with `mul_add` where it suggests itself, or f64 that is rounded when a step ends."""

from scripts.check.planting import fresh
from scripts.check.planting.variant import Base, language, mistake

BINARY = "{folder}/port"
BUILD = ("rustc", "--edition=2021", "-O", "-C", "target-feature=+fma", "-o", BINARY, "{folder}/port.rs")

KEPT = (
    (
        "if self.0.abs() < f32::MIN_POSITIVE { f64::from(0f32.copysign(self.0)) } else { f64::from(self.0) }",
        "f64::from(self.0)",
    ),
    ("if x.abs() < least { F(0f32.copysign(x as f32)) } else { F(x as f32) }", "F(x as f32)"),
    ("        let least = f64::from(f32::MIN_POSITIVE) * (1.0 - 0.5f64.powi(25));\n", ""),
)
HONEST = (('"optimizer:Adam","flush_subnormals"]', '"optimizer:Adam"]'),)
IN_ORDER = (
    ("(x.len() / 32 * 32, x.len() / 8 * 8)", "(0, 0)"),
    ("if x.len() <= 8192 {", "if x.len() < usize::MAX {"),
)
POWI = (("self.0.powf(exponent.0)", "self.0.powi(exponent.0 as i32)"),)
MOMENT = "m[k] = m[k] + (g - m[k]) * f(1.0 - beta_1);"
VELOCITY = "v[k] = v[k] + (g * g - v[k]) * f(1.0 - beta_2);"
AVERAGE = "*average = k * *average + (ONE - k) * w;"
DECAY = "w[k] = w[k] - (w[k] * decay) * self.rate;"
MUL_ADD = (
    (
        "    fn sqrt(self) -> F {",
        "    fn mul_add(self, a: F, b: F) -> F { F(self.0.mul_add(a.0, b.0)) }\n    fn sqrt(self) -> F {",
    ),
    (MOMENT, "m[k] = (g - m[k]).mul_add(f(1.0 - beta_1), m[k]);"),
    (VELOCITY, "v[k] = g.mul_add(g, ZERO - v[k]).mul_add(f(1.0 - beta_2), v[k]);"),
    (AVERAGE, "*average = k.mul_add(*average, (ONE - k) * w);"),
    (DECAY, "w[k] = (ZERO - w[k] * decay).mul_add(self.rate, w[k]);"),
)
F64 = (
    ("struct F(f32);", "struct F(f64);"),
    ("fn f(x: f64) -> F { F(x as f32) }", "fn f(x: f64) -> F { F(x) }"),
    (
        "if self.0.abs() < f32::MIN_POSITIVE { f64::from(0f32.copysign(self.0)) } else { f64::from(self.0) }", "self.0",
    ),
    ("if x.abs() < least { F(0f32.copysign(x as f32)) } else { F(x as f32) }", "F(x)"),
    ("        let least = f64::from(f32::MIN_POSITIVE) * (1.0 - 0.5f64.powi(25));\n", ""),
    ("F::result(f64::from(self.0.powf(exponent.0)))", "F(self.0.powf(exponent.0))"),
    ("into_iter().map(F).collect()", "into_iter().map(|x| F(f64::from(x))).collect()"),
    ("values.iter().map(|x| x.0)", "values.iter().map(|x| x.0 as f32)"),
    (
        "        self.raw += 1;\n",
        """        for x in variables.iter_mut() {
            for value in x.slots.iter_mut().chain([&mut x.w]).flatten() { *value = F(f64::from(value.0 as f32)); }
        }
        self.raw += 1;
""",
    ),
)  # fmt: skip

BASES = (
    Base("f32, fused", KEPT + HONEST + POWI + MUL_ADD, BUILD),
    Base("f64", F64 + HONEST, BUILD),
    Base("sums in order", IN_ORDER, BUILD),
    Base("subnormals kept", KEPT, BUILD),
    Base("all, f32", KEPT + HONEST + POWI + MUL_ADD + IN_ORDER, BUILD),
    Base("all, f64", F64 + HONEST + POWI + MUL_ADD + IN_ORDER, BUILD),
)

ALPHA = "let alpha = (self.rate * (ONE - p2).sqrt()) / (ONE - p1);"
UPDATE = "(vhat[k].sqrt() + epsilon)"
DIVIDE = "(m[k] * alpha) / (vhat[k].sqrt() + epsilon)"
HAT = "vhat[k] = if self.has[VELOCITY_HAT] { vhat[k].max(v[k]) } else { v[k] };"
CLIPNORM = "(*x * f(clipnorm)) / norm.max(f(clipnorm))"
FACTOR = "f(global) * (ONE / norm).min(f(1.0 / global)) + (norm - norm)"
MEAN = "*x = (*x + *sum) / f(self.n as f64);"
AVERAGES = """        let k = if iterations == 0 { ZERO } else { f(self.a.number("ema_momentum", 0.99)) };
        for x in variables.iter_mut() {
            for (average, &w) in x.slots[AVERAGE].iter_mut().zip(&x.w) {
                *average = k * *average + (ONE - k) * w;
            }
        }
"""
UPDATES = "        if updates {\n            self.clip(variables);\n"
DECAYS = "if let Some(decay) = *decay { "
OVERWRITE = "        if frequency > 0 && (iterations + 1) % frequency == 0 { self.finalize(variables); }\n"

MISTAKES = (
    mistake("f64", "epsilon inside the root", "R-UPDATE-1", UPDATE, "(vhat[k] + epsilon).sqrt()"),
    mistake(
        "all, f64", "epsilon's square inside the root", "R-UPDATE-1",
        UPDATE, "(vhat[k] + epsilon * epsilon).sqrt()",
    ),
    mistake(
        "f32, fused", "epsilon divided by the root of the correction", "R-UPDATE-1 R-BIAS-2",
        UPDATE, "(vhat[k].sqrt() + epsilon * (ONE - p2).sqrt())",
    ),
    mistake("sums in order", "no bias correction", "R-BIAS-2", ALPHA, "let alpha = self.rate;"),
    mistake(
        "all, f32", "second correction without the root", "R-BIAS-2",
        "(self.rate * (ONE - p2).sqrt())", "(self.rate * (ONE - p2))",
    ),
    mistake(
        "f64", "bias correction by calls", "R-BIAS-1 R-ACCUMULATE-5",
        "f((iterations + 1) as f64)", "f((self.raw + 1) as f64)",
    ),
    mistake(
        "all, f64", "steps counted in the loop over variables", "R-BIAS-1",
        "            for x in variables.iter_mut() {\n                self.step(x, f((iterations + 1) as f64));",
        """            let count = variables.len() as u64;
            for (place, x) in variables.iter_mut().enumerate() {
                self.step(x, f((iterations * count + place as u64 + 1) as f64));""",
    ),
    mistake(
        "subnormals kept", "decay not times the learning rate", "R-DECAY-1",
        "(w[k] * decay) * self.rate", "w[k] * decay",
    ),
    mistake("f64", "decay times the step size", "R-DECAY-1", "(w[k] * decay) * self.rate", "(w[k] * decay) * alpha"),
    mistake(
        "sums in order", "decay as L2 in the gradient", "R-DECAY-1 R-DECAY-2",
        "for (k, &g) in g.iter().flatten().enumerate() {\n            " + DECAYS + DECAY + " }",
        """for (k, &g) in g.iter().flatten().enumerate() {
            let g = decay.map_or(g, |decay| g + decay * w[k]);""",
    ),
    mistake(
        "all, f64", "exclusion by name ignored", "R-DECAY-4",
        "let decays = !no_decay && !named &&", "let decays = !no_decay &&",
    ),
    mistake("f32, fused", "names without :0", "R-DECAY-4", 'format!("{}:0",', 'format!("{}",'),
    mistake(
        "f64", "biases never decayed", "R-DECAY-2 R-DECAY-4 R-DECAY-3",
        "let mut named = false;", 'let mut named = name.contains("bias");',
    ),
    mistake(
        "sums in order", "momentum with beta_2", "R-MOMENTUM-1",
        MOMENT, MOMENT.replace("beta_1", "beta_2"),
    ),
    mistake(
        "f64", "squared gradient added whole to the velocity", "R-VELOCITY-1",
        VELOCITY, "v[k] = v[k] * f(beta_2) + g * g;",
    ),
    mistake(
        "all, f32", "update with the gradient for the momentum", "R-UPDATE-1 R-MOMENTUM-1",
        "(m[k] * alpha) /", "(g * alpha) /",
    ),
    mistake(
        "all, f64", "update with the velocity before", "R-UPDATE-1 R-VELOCITY-1",
        "            " + HAT, "            let before = v[k];\n            " + HAT,
        "v[k] = g.mul_add(g, ZERO - v[k]).mul_add(f(1.0 - beta_2), v[k]);\n", "",
        DIVIDE + ";", DIVIDE + ";\n            v[k] = g.mul_add(g, ZERO - before).mul_add(f(1.0 - beta_2), before);",
    ),
    mistake(
        "f32, fused", "amsgrad forgets the largest", "R-AMSGRAD-1",
        "{ vhat[k].max(v[k]) }", "{ v[k] }",
    ),
    mistake(
        "f64", "amsgrad stored, not used", "R-AMSGRAD-1",
        DIVIDE, DIVIDE.replace("vhat", "v"),
    ),
    mistake(
        "all, f32", "clipnorm clips each element", "R-CLIP-NORM-1",
        CLIPNORM, "x.min(f(clipnorm)).max(f(-clipnorm))",
    ),
    mistake(
        "sums in order", "1e-6 added to the norm", "R-CLIP-NORM-1",
        "let norm = if q.0 > 0.0 { q.sqrt() } else { q };", "let norm = q.sqrt() + f(1e-6);",
    ),
    mistake(
        "f64", "gradient always scaled to the threshold", "R-CLIP-NORM-1 R-CLIP-NORM-2",
        "/ norm.max(f(clipnorm))", "/ norm",
    ),
    mistake(
        "all, f64", "global norm of each variable", "R-CLIP-GLOBAL-1",
        "*x * factor", "(*x * f(global)) / norm.max(f(global))",
    ),
    mistake(
        "subnormals kept", "global factor without the least of 1", "R-CLIP-GLOBAL-1 R-CLIP-GLOBAL-3",
        FACTOR, "f(global) / norm",
    ),
    mistake("f32, fused", "clipvalue from below only", "R-CLIP-VALUE-1", "x.min(f(value)).max(", "x.max("),
    mistake("all, f32", "sum, not mean", "R-ACCUMULATE-3", MEAN, "*x = *x + *sum;"),
    mistake(
        "f64", "each gradient divided twice", "R-ACCUMULATE-3 R-ACCUMULATE-2",
        "*sum = *sum + *x;", "*sum = *sum + *x / f(self.n as f64);",
    ),
    mistake(
        "sums in order", "accumulators never emptied", "R-ACCUMULATE-4",
        "                x.slots[ACCUMULATOR].fill(ZERO);\n", "",
    ),
    mistake(
        "all, f64", "updates on the first call of a cycle", "R-ACCUMULATE-1",
        "(self.raw + 1) % self.n == 0)", "self.raw % self.n == 0)",
    ),
    mistake(
        "f64", "averages before the update", "R-APPLY-1 R-EMA-1 R-EMA-3",
        AVERAGES, "",
        UPDATES, AVERAGES + UPDATES,
    ),
    mistake(
        "all, f32", "first average mixed with zero", "R-EMA-2",
        "if iterations == 0 { ZERO } else { f(", "{ f(",
    ),
    mistake("subnormals kept", "never overwritten", "R-EMA-4", OVERWRITE, ""),
    mistake(
        "f64", "finalize forgotten", "R-EMA-5",
        'if event["finalize"] == Json::Bool(true) { o.finalize(&mut variables); }', "",
    ),
    mistake("all, f64", "gradient times the loss scale", "R-SCALE-1", "*x = *x / scale;", "*x = *x * scale;"),
    mistake(
        "sums in order", "steps with infinite or NaN gradients skipped", "R-APPLY-3 R-CLIP-GLOBAL-2 R-CLIP-NORM-2",
        UPDATES,
        "        let finite = variables.iter().flat_map(|x| &x.g).flatten().all(|x| x.0.is_finite());\n"
        + UPDATES.replace("updates", "updates && finite"),
    ),
    mistake(
        "f32, fused", "missing gradient taken as zeros", "R-APPLY-2",
        "x.g = if *g == Json::Null { None }", "x.g = if *g == Json::Null { Some(vec![ZERO; x.w.len()]) }",
    ),
    mistake(
        "all, f64", "averages of the state ignored", "R-STATE-2",
        "for (slot, name) in x.slots.iter_mut().zip(SLOTS) {",
        'for (slot, name) in x.slots.iter_mut().zip(SLOTS).filter(|(_, name)| *name != "average") {',
    ),
    mistake(
        "f64", "default ema_momentum 0.999", "R-DEFAULT-EMA-MOMENTUM",
        '"ema_momentum", 0.99)', '"ema_momentum", 0.999)',
    ),
    mistake(
        "all, f32", "default learning rate 0.01", "R-DEFAULT-LEARNING-RATE",
        '"learning_rate", 0.001)', '"learning_rate", 0.01)',
    ),
    mistake(
        "f32, fused", "step divided before it is multiplied", "R-UPDATE-1",
        DIVIDE, "m[k] * (alpha / (vhat[k].sqrt() + epsilon))",
        hidden="the same quotient in another order, a rounding of the update apart",
    ),
    mistake(
        "all, f64", "velocity as two products", "R-VELOCITY-1",
        "v[k] = g.mul_add(g, ZERO - v[k]).mul_add(f(1.0 - beta_2), v[k]);",
        "v[k] = v[k] * f(beta_2) + g * g * f(1.0 - beta_2);",
        hidden="the same mean in another order: in double it differs by far less than the rounding at the end",
    ),
)  # fmt: skip

RUST = language("rust", "port.rs", (BINARY,), BASES, (*MISTAKES, *fresh.planted("rust")))
