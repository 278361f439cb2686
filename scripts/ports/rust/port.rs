//! Keras' AdamW in Rust, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//!
//!     rustc -O -o port scripts/ports/rust/port.rs
//!     adamw test -- ./port

use std::io::{BufRead, Write};
use std::ops::{Add, Div, Mul, Sub};

mod json;
use json::Json;

/// A float32 whose operations round once and count subnormals as zero, computed in doubles (2.3, 2.4).
#[derive(Clone, Copy)]
struct F(f32);

impl F {
    fn from(x: f64) -> F {
        F(x as f32) // a constant: a copy, so not flushed
    }
    fn operand(self) -> f64 {
        if self.0.abs() < f32::MIN_POSITIVE { f64::from(0f32.copysign(self.0)) } else { f64::from(self.0) }
    }
    fn result(x: f64) -> F {
        let least = f64::from(f32::MIN_POSITIVE) * (1.0 - 0.5f64.powi(25));
        if x.abs() < least { F(0f32.copysign(x as f32)) } else { F(x as f32) }
    }
    fn sqrt(self) -> F {
        F::result(self.operand().sqrt())
    }
    fn min(self, other: F) -> F {
        let (a, b) = (self.operand(), other.operand()); // NaN if either is (2.2), unlike f64::min
        F::result(if a.is_nan() || a < b { a } else { b })
    }
    fn max(self, other: F) -> F {
        let (a, b) = (self.operand(), other.operand());
        F::result(if a.is_nan() || a > b { a } else { b })
    }
    /// On Linux this is the C library's powf, as in R-POWER-1; elsewhere see Appendix B.
    fn power(self, exponent: F) -> F {
        F::result(f64::from(self.0.powf(exponent.0)))
    }
}

macro_rules! operation {
    ($name:ident, $method:ident, $symbol:tt) => {
        impl $name for F {
            type Output = F;
            fn $method(self, other: F) -> F { F::result(self.operand() $symbol other.operand()) }
        }
    };
}
operation!(Add, add, +);
operation!(Sub, sub, -);
operation!(Mul, mul, *);
operation!(Div, div, /);

const ZERO: F = F(0.0);
const ONE: F = F(1.0);

/// R-SUM-1.
fn leaf(x: &[F]) -> F {
    let mut lanes = [[ZERO; 8]; 4];
    let blocks = x.chunks_exact(32);
    let packets = blocks.remainder().chunks_exact(8);
    let rest = packets.remainder().iter().fold(ZERO, |sum, &element| sum + element);
    for block in blocks {
        for k in 0..32 {
            lanes[k / 8][k % 8] = lanes[k / 8][k % 8] + block[k];
        }
    }
    let mut a = [ZERO; 8];
    for k in 0..8 {
        a[k] = ((lanes[0][k] + lanes[1][k]) + lanes[2][k]) + lanes[3][k];
    }
    for packet in packets {
        for k in 0..8 {
            a[k] = a[k] + packet[k];
        }
    }
    for width in [4, 2, 1] {
        for k in 0..width {
            a[k] = a[k] + a[k + width];
        }
    }
    rest + a[0]
}

/// R-SUM-2; `first` is the place of `x` in the whole array.
fn total(x: &[F], first: usize) -> F {
    if x.len() <= 8192 {
        return leaf(x);
    }
    let left = (first + x.len().div_ceil(2)).div_ceil(8) * 8 - first;
    total(&x[..left], first) + total(&x[left..], first + left)
}

fn total_of_squares(g: &[F]) -> F {
    total(&g.iter().map(|&x| x * x).collect::<Vec<F>>(), 0)
}

/// Why a case has no values: the fields of the reply.
enum Failure {
    Error(&'static str, String),
    Unsupported(&'static str, &'static str),
}

fn internal(field: &str) -> Failure {
    Failure::Error("internal", field.to_string())
}

const SLOTS: [&str; 5] = ["momentum", "velocity", "velocity_hat", "average", "gradient_accumulator"];
const MOMENTUM: usize = 0;
const VELOCITY: usize = 1;
const VELOCITY_HAT: usize = 2;
const AVERAGE: usize = 3;
const ACCUMULATOR: usize = 4;

struct Variable {
    w: Vec<F>,
    slots: [Vec<F>; 5],
    decays: bool,
}

struct Optimizer {
    weight_decay: F,
    beta_1: f64,
    beta_2: f64,
    epsilon: F,
    amsgrad: bool,
    clipnorm: f64,
    clipvalue: f64,
    global_clipnorm: f64,
    use_ema: bool,
    ema_momentum: F,
    frequency: u64,
    loss_scale: Option<F>,
    accumulates: bool,
    n: u64,
    raw: u64,
    rate: F,
    variables: Vec<Variable>,
}

impl Optimizer {
    fn new(case: &Json) -> Result<Optimizer, Failure> {
        let (a, state, excluded) = (&case["arguments"], &case["initial_state"], &case["exclude_from_weight_decay"]);
        known(a, "case.arguments.", "learning_rate weight_decay beta_1 beta_2 epsilon amsgrad clipnorm clipvalue \
            global_clipnorm use_ema ema_momentum ema_overwrite_frequency loss_scale_factor gradient_accumulation_steps")?;
        if excluded["var_names"] != Json::Null {
            return Err(Failure::Unsupported("exclude_from_weight_decay", "std has no regular expressions"));
        }
        let number = |name: &str, otherwise: f64| a[name].number().unwrap_or(otherwise);
        let steps = number("gradient_accumulation_steps", 0.0) as u64;
        let adam = case["optimizer"].text() == Some("Adam"); // R-ADAM-1
        let mut optimizer = Optimizer {
            weight_decay: F::from(number("weight_decay", 0.004)),
            beta_1: number("beta_1", 0.9),
            beta_2: number("beta_2", 0.999),
            epsilon: F::from(number("epsilon", 1e-7)),
            amsgrad: a["amsgrad"] == Json::Bool(true),
            clipnorm: number("clipnorm", 0.0),
            clipvalue: number("clipvalue", 0.0),
            global_clipnorm: number("global_clipnorm", 0.0),
            use_ema: a["use_ema"] == Json::Bool(true),
            ema_momentum: F::from(number("ema_momentum", 0.99)),
            frequency: number("ema_overwrite_frequency", 0.0) as u64,
            loss_scale: a["loss_scale_factor"].number().map(F::from),
            accumulates: steps > 0,
            n: steps.max(1),
            raw: state["iterations"].number().unwrap_or(0.0) as u64,
            rate: F::from(number("learning_rate", 0.001)),
            variables: Vec::new(),
        };
        if state["learning_rate"] != Json::Null {
            optimizer.rate = read(&state["learning_rate"], Some(1))?[0];
        }
        for (i, variable) in case["variables"].items().iter().enumerate() {
            known(variable, "case.variables.", "name dtype shape data")?;
            let w = read(&variable["data"], None)?;
            let mut slots = SLOTS.map(|_| vec![ZERO; w.len()]);
            for (slot, name) in slots.iter_mut().zip(SLOTS) {
                if let Some(tensor) = state["slots"][name].items().get(i) {
                    *slot = read(tensor, Some(w.len()))?;
                }
            }
            let is_excluded = excluded["variables"].items().iter().any(|index| index.number() == Some(i as f64));
            let decays = !is_excluded && !(adam && a["weight_decay"] == Json::Null);
            optimizer.variables.push(Variable { w, slots, decays });
        }
        Ok(optimizer)
    }

    fn has(&self, slot: usize) -> bool {
        [true, true, self.amsgrad, self.use_ema, self.accumulates][slot]
    }

    /// R-CLIP-*; `grads` has None for what is missing.
    fn clip(&self, grads: &mut [Option<Vec<F>>]) {
        if self.clipnorm > 0.0 {
            let c = F::from(self.clipnorm);
            for g in grads.iter_mut().flatten() {
                let q = total_of_squares(g);
                let norm = if q.0 > 0.0 { q.sqrt() } else { q };
                g.iter_mut().for_each(|x| *x = (*x * c) / norm.max(c));
            }
        } else if self.global_clipnorm > 0.0 {
            let c = F::from(self.global_clipnorm);
            let sums: Vec<F> = grads.iter().flatten().map(|g| total_of_squares(g)).collect();
            let norm = total(&sums, 0).sqrt();
            let factor = c * (ONE / norm).min(F::from(1.0 / self.global_clipnorm)) + (norm - norm);
            grads.iter_mut().flatten().flatten().for_each(|x| *x = *x * factor);
        } else if self.clipvalue > 0.0 {
            let (low, high) = (F::from(-self.clipvalue), F::from(self.clipvalue));
            grads.iter_mut().flatten().flatten().for_each(|x| *x = x.min(high).max(low));
        }
    }

    /// R-DECAY-1 to R-UPDATE-1.
    fn step(&mut self, i: usize, g: &[F], t: F) {
        let (p1, p2) = (F::from(self.beta_1).power(t), F::from(self.beta_2).power(t));
        let alpha = (self.rate * (ONE - p2).sqrt()) / (ONE - p1);
        let Variable { w, slots, decays } = &mut self.variables[i];
        for k in 0..g.len() {
            if *decays {
                w[k] = w[k] - (w[k] * self.weight_decay) * self.rate;
            }
            let (m, v) = (slots[MOMENTUM][k], slots[VELOCITY][k]);
            let m = m + (g[k] - m) * F::from(1.0 - self.beta_1);
            let v = v + (g[k] * g[k] - v) * F::from(1.0 - self.beta_2);
            (slots[MOMENTUM][k], slots[VELOCITY][k]) = (m, v);
            slots[VELOCITY_HAT][k] = slots[VELOCITY_HAT][k].max(v);
            let u = if self.amsgrad { slots[VELOCITY_HAT][k] } else { v };
            w[k] = w[k] - (m * alpha) / (u.sqrt() + self.epsilon);
        }
    }

    /// Section 3.
    fn apply(&mut self, gradients: &[Json]) -> Result<(), Failure> {
        if gradients.is_empty() {
            return Ok(()); // R-APPLY-4
        }
        let mut grads = self.read_gradients(gradients)?;
        let (iterations, updates) = (self.raw / self.n, (self.raw + 1) % self.n == 0);
        for (g, variable) in grads.iter_mut().zip(&mut self.variables) {
            for (x, sum) in g.iter_mut().flatten().zip(&mut variable.slots[ACCUMULATOR]) {
                if let Some(scale) = self.loss_scale {
                    *x = *x / scale;
                }
                if !updates {
                    *sum = *sum + *x;
                } else if self.accumulates {
                    *x = (*x + *sum) / F::from(self.n as f64);
                }
            }
        }
        if updates {
            self.clip(&mut grads);
            for (i, g) in grads.iter().enumerate() {
                if let Some(g) = g {
                    self.step(i, g, F::from((iterations + 1) as f64));
                }
            }
            self.variables.iter_mut().for_each(|variable| variable.slots[ACCUMULATOR].fill(ZERO));
        }
        if self.use_ema {
            let k = if iterations == 0 { ZERO } else { self.ema_momentum };
            for Variable { w, slots, .. } in &mut self.variables {
                for (average, &w) in slots[AVERAGE].iter_mut().zip(w.iter()) {
                    *average = k * *average + (ONE - k) * w;
                }
            }
            if self.frequency > 0 && (iterations + 1) % self.frequency == 0 {
                self.finalize();
            }
        }
        self.raw += 1;
        Ok(())
    }

    /// R-ERROR-GRADIENTS.
    fn read_gradients(&self, gradients: &[Json]) -> Result<Vec<Option<Vec<F>>>, Failure> {
        let wrong = || Failure::Error("invalid_gradients", "grads".to_string());
        if gradients.len() != self.variables.len() || gradients.iter().all(|g| *g == Json::Null) {
            return Err(wrong());
        }
        let mut grads = Vec::new();
        for (g, variable) in gradients.iter().zip(&self.variables) {
            let tensor = if let Json::Object(_) = g { &g["data"] } else { g };
            let fits = |_| wrong();
            grads.push(if *g == Json::Null { None } else { Some(read(tensor, Some(variable.w.len())).map_err(fits)?) });
        }
        Ok(grads)
    }

    /// R-EMA-4, R-EMA-5.
    fn finalize(&mut self) {
        if self.use_ema {
            self.variables.iter_mut().for_each(|variable| variable.w.copy_from_slice(&variable.slots[AVERAGE]));
        }
    }

    fn state(&self) -> String {
        let slots = (0..SLOTS.len()).filter(|&slot| self.has(slot));
        let slots = slots.map(|slot| format!("\"{}\":{}", SLOTS[slot], list(&self.variables, |v| &v.slots[slot])));
        let slots = slots.collect::<Vec<String>>().join(",");
        format!("{{\"iterations\":{},\"learning_rate\":{},\"slots\":{{{slots}}}}}", self.raw, write(&[self.rate]))
    }
}

fn read(tensor: &Json, count: Option<usize>) -> Result<Vec<F>, Failure> {
    let text = tensor.text().ok_or(internal("tensor"))?;
    let bits = text.as_bytes().chunks(8).map(|d| u32::from_str_radix(std::str::from_utf8(d).unwrap_or(""), 16));
    let values: Vec<F> = bits.map(|b| b.map(|b| F(f32::from_bits(b)))).collect::<Result<_, _>>().map_err(|_| internal("tensor"))?;
    if count.is_some_and(|count| count != values.len()) { Err(internal("tensor")) } else { Ok(values) }
}

fn write(values: &[F]) -> String {
    format!("\"{}\"", values.iter().map(|x| format!("{:08x}", x.0.to_bits())).collect::<String>())
}

fn list(variables: &[Variable], part: impl Fn(&Variable) -> &Vec<F>) -> String {
    format!("[{}]", variables.iter().map(|v| write(part(v))).collect::<Vec<String>>().join(","))
}

/// Refuses what this port would otherwise half obey.
fn known(fields: &Json, place: &str, names: &str) -> Result<(), Failure> {
    match fields.keys().find(|&key| !names.split_whitespace().any(|name| name == key)) {
        Some(key) => Err(internal(&format!("{place}{key}"))),
        None => Ok(()),
    }
}

fn run(request: &Json) -> Result<String, Failure> {
    let case = &request["case"];
    known(request, "", "request seq case trace")?;
    known(case, "case.", "id rules optimizer arguments variables script initial_state exclude_from_weight_decay")?;
    let mut optimizer = Optimizer::new(case)?;
    let mut steps = Vec::new();
    for event in case["script"].items() {
        known(event, "case.script.", "apply finalize")?;
        optimizer.apply(event["apply"].items())?;
        if event["finalize"] == Json::Bool(true) {
            optimizer.finalize();
        }
        steps.push(format!("{{\"variables\":{}}}", list(&optimizer.variables, |v| &v.w)));
    }
    Ok(format!("\"reply\":\"run\",\"steps\":[{}],\"state\":{}", steps.join(","), optimizer.state()))
}

const START: &str = r#"{"reply":"start","protocol":1,"name":"adamw-rust","version":"1.0","language":"Rust",
"dtypes":["float32"],"features":["amsgrad","clipnorm","clipvalue","global_clipnorm","ema","loss_scale_factor",
"gradient_accumulation","exclude_from_weight_decay","finalize","missing_gradients","initial_state","state",
"optimizer:Adam","flush_subnormals"]}"#;

fn main() -> std::io::Result<()> {
    for line in std::io::stdin().lock().lines() {
        let request = Json::parse(&line?).unwrap_or(Json::Null);
        let reply = match request["request"].text() {
            Some("start") if request["protocol"].number() == Some(1.0) => START.replace('\n', ""),
            Some("stop") => r#"{"reply":"stop"}"#.to_string(),
            kind => {
                let seq = request["seq"].number().map_or(String::new(), |seq| format!(",\"seq\":{seq}"));
                let fields = match if kind == Some("run") { run(&request) } else { Err(internal("request")) } {
                    Ok(fields) => fields,
                    Err(Failure::Error(category, argument)) => {
                        format!("\"reply\":\"error\",\"category\":\"{category}\",\"argument\":{argument:?}")
                    }
                    Err(Failure::Unsupported(feature, reason)) => {
                        format!("\"reply\":\"unsupported\",\"feature\":\"{feature}\",\"reason\":\"{reason}\"")
                    }
                };
                format!("{{{fields}{seq}}}")
            }
        };
        println!("{reply}");
        std::io::stdout().flush()?;
        if request["request"].text() == Some("stop") {
            break;
        }
    }
    Ok(())
}
