//! Keras' AdamW, eager, in Rust, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//!
//!     rustc -O -o port scripts/ports/rust/port.rs
//!     adamw test -- ./port

use std::io::{BufRead, Write};
use std::ops::{Add, Div, Mul, Sub};

mod json;
mod pattern;
use json::Json;

/// A float32 whose operations round once and count subnormals as zero, computed in doubles (2.3, 2.4).
#[derive(Clone, Copy)]
struct F(f32);

const ZERO: F = F(0.0);
const ONE: F = F(1.0);

impl F {
    fn operand(self) -> f64 {
        if self.0.abs() < f32::MIN_POSITIVE { f64::from(0f32.copysign(self.0)) } else { f64::from(self.0) }
    }
    fn result(x: f64) -> F {
        let least = f64::from(f32::MIN_POSITIVE) * (1.0 - 0.5f64.powi(25));
        if x.abs() < least { F(0f32.copysign(x as f32)) } else { F(x as f32) }
    }
    fn sqrt(self) -> F { F::result(self.operand().sqrt()) }
    fn min(self, other: F) -> F {
        let (a, b) = (self.operand(), other.operand()); // NaN if either is (2.2), unlike f64::min
        F::result(if a.is_nan() || a < b { a } else { b })
    }
    fn max(self, other: F) -> F {
        let (a, b) = (self.operand(), other.operand());
        F::result(if a.is_nan() || a > b { a } else { b })
    }
    /// On Linux this is the C library's powf, as in R-POWER-1; elsewhere see Appendix B.
    fn power(self, exponent: F) -> F { F::result(f64::from(self.0.powf(exponent.0))) }
}

/// A constant: a copy, so not flushed.
fn f(x: f64) -> F { F(x as f32) }

macro_rules! operations {
    ($($name:ident $method:ident $symbol:tt)*) => { $(impl $name for F {
        type Output = F;
        fn $method(self, other: F) -> F { F::result(self.operand() $symbol other.operand()) }
    })* };
}
operations!(Add add + Sub sub - Mul mul * Div div /);

/// R-SUM-1.
fn leaf(x: &[F]) -> F {
    let (blocks, packets) = (x.len() / 32 * 32, x.len() / 8 * 8);
    let mut lanes = [ZERO; 32];
    for i in 0..blocks {
        lanes[i % 32] = lanes[i % 32] + x[i];
    }
    let mut a: [F; 8] = std::array::from_fn(|k| ((lanes[k] + lanes[k + 8]) + lanes[k + 16]) + lanes[k + 24]);
    for i in blocks..packets {
        a[i % 8] = a[i % 8] + x[i];
    }
    for width in [4, 2, 1] {
        a = std::array::from_fn(|k| if k < width { a[k] + a[k + width] } else { a[k] });
    }
    x[packets..].iter().fold(ZERO, |sum, &element| sum + element) + a[0]
}

/// R-SUM-2; `first` is the place of `x` in the whole array.
fn total(x: &[F], first: usize) -> F {
    if x.len() <= 8192 { return leaf(x); }
    let left = (first + x.len().div_ceil(2)).div_ceil(8) * 8 - first;
    total(&x[..left], first) + total(&x[left..], first + left)
}

fn total_of_squares(g: &[F]) -> F { total(&g.iter().map(|&x| x * x).collect::<Vec<F>>(), 0) }

const SLOTS: [&str; 5] = ["momentum", "velocity", "velocity_hat", "average", "gradient_accumulator"];
const VELOCITY_HAT: usize = 2;
const AVERAGE: usize = 3;
const ACCUMULATOR: usize = 4;

struct Variable {
    w: Vec<F>,
    g: Option<Vec<F>>, // the gradient; None where it is missing
    slots: [Vec<F>; 5],
    decay: Option<F>,
}

struct Optimizer<'a> {
    a: &'a Json,
    has: [bool; 5], // the slots that this optimizer has
    n: u64,
    raw: u64,
    rate: F,
}

impl Optimizer<'_> {
    fn new(case: &Json) -> Result<Optimizer<'_>, String> {
        let (a, state) = (&case["arguments"], &case["initial_state"]);
        a.known("case.arguments.", "learning_rate weight_decay beta_1 beta_2 epsilon amsgrad clipnorm clipvalue \
            global_clipnorm use_ema ema_momentum ema_overwrite_frequency loss_scale_factor \
            gradient_accumulation_steps")?;
        for name in ["learning_rate", "beta_1", "beta_2"] {
            if let Json::Object(_) = a[name] { return Err(json::refusal(&format!("case.arguments.{name}"))); }
        }
        let steps = a.number("gradient_accumulation_steps", 0.0) as u64;
        let rate = &state["learning_rate"];
        Ok(Optimizer {
            a,
            has: [true, true, a["amsgrad"] == Json::Bool(true), a["use_ema"] == Json::Bool(true), steps > 0],
            n: steps.max(1),
            raw: state.number("iterations", 0.0) as u64,
            rate: if *rate == Json::Null { f(a.number("learning_rate", 0.001)) } else { read(rate, Some(1))?[0] },
        })
    }

    fn clip(&self, variables: &mut [Variable]) { // R-CLIP-*
        let number = |name| self.a.number(name, 0.0);
        let (clipnorm, global, value) = (number("clipnorm"), number("global_clipnorm"), number("clipvalue"));
        if !(clipnorm > 0.0 || global > 0.0 || value > 0.0) { return; }
        let sums: Vec<F> = variables.iter().flat_map(|x| &x.g).map(|g| total_of_squares(g)).collect();
        let norm = total(&sums, 0).sqrt();
        let factor = f(global) * (ONE / norm).min(f(1.0 / global)) + (norm - norm);
        for (g, &q) in variables.iter_mut().flat_map(|x| &mut x.g).zip(&sums) {
            let norm = if q.0 > 0.0 { q.sqrt() } else { q };
            for x in g {
                *x = if clipnorm > 0.0 {
                    (*x * f(clipnorm)) / norm.max(f(clipnorm))
                } else if global > 0.0 {
                    *x * factor
                } else {
                    x.min(f(value)).max(f(-value))
                };
            }
        }
    }

    /// R-DECAY-1 to R-UPDATE-1.
    fn step(&self, Variable { w, g, slots: [m, v, vhat, ..], decay }: &mut Variable, t: F) {
        let (beta_1, beta_2) = (self.a.number("beta_1", 0.9), self.a.number("beta_2", 0.999));
        let (p1, p2, epsilon) = (f(beta_1).power(t), f(beta_2).power(t), f(self.a.number("epsilon", 1e-7)));
        let alpha = (self.rate * (ONE - p2).sqrt()) / (ONE - p1);
        for (k, &g) in g.iter().flatten().enumerate() {
            if let Some(decay) = *decay { w[k] = w[k] - (w[k] * decay) * self.rate; }
            m[k] = m[k] + (g - m[k]) * f(1.0 - beta_1);
            v[k] = v[k] + (g * g - v[k]) * f(1.0 - beta_2);
            vhat[k] = if self.has[VELOCITY_HAT] { vhat[k].max(v[k]) } else { v[k] };
            w[k] = w[k] - (m[k] * alpha) / (vhat[k].sqrt() + epsilon);
        }
    }

    /// Section 3.
    fn apply(&mut self, variables: &mut [Variable]) {
        let (iterations, updates) = (self.raw / self.n, (self.raw + 1) % self.n == 0);
        let scale = f(self.a.number("loss_scale_factor", 1.0)); // by 1 is no change that a later operation sees
        for Variable { g, slots, .. } in variables.iter_mut() {
            for (x, sum) in g.iter_mut().flatten().zip(&mut slots[ACCUMULATOR]) {
                *x = *x / scale;
                if !updates {
                    *sum = *sum + *x;
                } else if self.has[ACCUMULATOR] {
                    *x = (*x + *sum) / f(self.n as f64);
                }
            }
        }
        if updates {
            self.clip(variables);
            for x in variables.iter_mut() {
                self.step(x, f((iterations + 1) as f64));
                x.slots[ACCUMULATOR].fill(ZERO);
            }
        }
        let k = if iterations == 0 { ZERO } else { f(self.a.number("ema_momentum", 0.99)) };
        for x in variables.iter_mut() {
            for (average, &w) in x.slots[AVERAGE].iter_mut().zip(&x.w) {
                *average = k * *average + (ONE - k) * w;
            }
        }
        let frequency = self.a.number("ema_overwrite_frequency", 0.0) as u64;
        if frequency > 0 && (iterations + 1) % frequency == 0 { self.finalize(variables); }
        self.raw += 1;
    }

    fn finalize(&self, variables: &mut [Variable]) { // R-EMA-4, R-EMA-5
        if self.has[AVERAGE] {
            variables.iter_mut().for_each(|x| x.w.copy_from_slice(&x.slots[AVERAGE]));
        }
    }
}

fn build(case: &Json) -> Result<Vec<Variable>, String> {
    let (a, excluded) = (&case["arguments"], &case["exclude_from_weight_decay"]);
    let no_decay = case["optimizer"].text() == Some("Adam") && a["weight_decay"] == Json::Null; // R-ADAM-1
    let patterns: Vec<&str> = excluded["var_names"].items().iter().filter_map(Json::text).collect();
    let mut variables = Vec::new();
    for (i, variable) in case["variables"].items().iter().enumerate() {
        variable.known("case.variables.", "name dtype shape data")?;
        let w = read(&variable["data"], None)?;
        let name = format!("{}:0", variable["name"].text().unwrap_or("")); // R-DECAY-4
        let mut named = false;
        for text in &patterns {
            named |= pattern::is_found(text, &name)
                .map_err(|()| r#""reply":"unsupported","feature":"exclude_from_weight_decay""#.to_string())?;
        }
        let decays = !no_decay && !named && !excluded["variables"].items().contains(&Json::Number(i as f64));
        let decay = decays.then(|| f(a.number("weight_decay", 0.004)));
        let mut x = Variable { g: None, slots: SLOTS.map(|_| vec![ZERO; w.len()]), w, decay };
        for (slot, name) in x.slots.iter_mut().zip(SLOTS) {
            if let Some(tensor) = case["initial_state"]["slots"][name].items().get(i) {
                *slot = read(tensor, Some(x.w.len()))?;
            }
        }
        variables.push(x);
    }
    Ok(variables)
}

fn read(tensor: &Json, count: Option<usize>) -> Result<Vec<F>, String> {
    Ok(tensor.floats(count)?.into_iter().map(F).collect())
}

fn write(values: &[F]) -> String { format!("\"{}\"", json::hexadecimal(values.iter().map(|x| x.0))) }

fn list(variables: &[Variable], part: impl Fn(&Variable) -> &Vec<F>) -> String {
    format!("[{}]", variables.iter().map(|x| write(part(x))).collect::<Vec<String>>().join(","))
}

fn run(request: &Json) -> Result<String, String> {
    let case = &request["case"];
    request.known("", "request seq case trace")?;
    case.known("case.", "id rules optimizer arguments variables script initial_state exclude_from_weight_decay")?;
    let (mut o, mut variables, mut steps) = (Optimizer::new(case)?, build(case)?, Vec::new());
    for event in case["script"].items() {
        event.known("case.script.", "apply finalize")?;
        let gradients = event["apply"].items();
        if !gradients.is_empty() { // R-APPLY-4
            if gradients.len() != variables.len() { return Err(json::refusal("case.script.apply")); }
            for (x, g) in variables.iter_mut().zip(gradients) {
                x.g = if *g == Json::Null { None } else { Some(read(g, Some(x.w.len()))?) };
            }
            o.apply(&mut variables);
        }
        if event["finalize"] == Json::Bool(true) { o.finalize(&mut variables); }
        steps.push(format!("{{\"variables\":{}}}", list(&variables, |x| &x.w)));
    }
    let slots = (0..SLOTS.len()).filter(|&slot| o.has[slot]);
    let slots = slots.map(|slot| format!("\"{}\":{}", SLOTS[slot], list(&variables, |x| &x.slots[slot])));
    let (steps, slots) = (steps.join(","), slots.collect::<Vec<String>>().join(","));
    let state = format!("\"iterations\":{},\"learning_rate\":{},\"slots\":{{{slots}}}", o.raw, write(&[o.rate]));
    Ok(format!("\"reply\":\"run\",\"steps\":[{steps}],\"state\":{{{state}}}"))
}

const START: &str = r#""reply":"start","protocol":1,"name":"adamw-rust","version":"1.0","language":"Rust",
"dtypes":["float32"],"features":["amsgrad","clipnorm","clipvalue","global_clipnorm","ema","loss_scale_factor",
"gradient_accumulation","exclude_from_weight_decay","finalize","missing_gradients","initial_state","state",
"optimizer:Adam","flush_subnormals"]"#;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let request = Json::parse(&line?).unwrap_or(Json::Null);
        let fields = match request["request"].text() {
            Some("stop") => return writeln!(std::io::stdout(), "{{\"reply\":\"stop\"}}"),
            Some("start") if request["protocol"] == Json::Number(1.0) => START.replace('\n', ""),
            Some("run") => run(&request).unwrap_or_else(|refusal| refusal),
            _ => json::refusal("request"),
        };
        let seq = if let Json::Number(seq) = request["seq"] { format!(",\"seq\":{seq}") } else { String::new() };
        println!("{{{fields}{seq}}}");
        std::io::stdout().flush()?;
    }
    Ok(())
}
