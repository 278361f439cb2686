"""C: floats with fused multiply-add, as compilers make it where they may, or double."""

from scripts.check.planting import fresh
from scripts.check.planting.variant import Base, language, mistake

BINARY = "{folder}/port"
PLAIN = ("cc", "-std=c11", "-O2", "-ffp-contract=off", "-o", BINARY, "{folder}/port.c", "-lm")
FUSED = ("-std=c11", "-O3", "-mfma", "-ffp-contract=fast", "-o", BINARY, "{folder}/port.c", "-lm")
GCC, CLANG = ("gcc", *FUSED), ("clang", *FUSED)

IN_ORDER = (
    ("for (; i + 32 <= n; i += 32)", "for (; false;)"),
    ("for (; i + 8 <= n; i += 8)", "for (; false;)"),
    ("if (n <= 8192)", "if (n <= SIZE_MAX)"),
)
KEPT = (
    ("_mm_setcsr(saved | 0x8040);", ""),
    ("fabsf(x) < FLT_MIN ? copysignf(0, x) : x", "x"),
)
HONEST = (('",\\"flush_subnormals\\""', '""'),)
# Everything from here on is double; tensors are float32 outside, and what a step leaves is rounded once.
DOUBLE = (
    (
        "enum { MOMENTUM, VELOCITY, VELOCITY_HAT,",
        """typedef float single;

static double *read_doubles(const Value *tensor, size_t *n) {
  float *narrow = read_floats(tensor, n);
  double *x = allocate(*n * sizeof *x);
  for (size_t i = 0; i < *n; i++) x[i] = narrow[i];
  return x;
}

static double *read_n_doubles(const Value *tensor, size_t n) {
  size_t count;
  double *x = read_doubles(tensor, &count);
  if (count != n) refuse("tensor");
  return x;
}

static void write_doubles(FILE *out, const double *x, size_t n) {
  float *narrow = allocate(n * sizeof *narrow);
  for (size_t i = 0; i < n; i++) narrow[i] = x[i];
  write_floats(out, narrow, n);
}

#define float double
#define powf pow
#define sqrtf sqrt
#define read_floats read_doubles
#define read_n_floats read_n_doubles
#define write_floats write_doubles

enum { MOMENTUM, VELOCITY, VELOCITY_HAT,""",
    ),
    (
        "  o.raw++;\n",
        """  EACH(x) for (size_t i = 0; i < x->n; i++) {
    x->w[i] = (single)x->w[i];
    for (int s = 0; s < SLOTS; s++) x->slot[s][i] = (single)x->slot[s][i];
  }
  o.raw++;
""",
    ),
)

# A program in double has no reason to flush where float's normal numbers end.
FLUSHED_AS_DOUBLE = (("fabsf(x) < FLT_MIN ? copysignf(0, x) : x", "fabs(x) < DBL_MIN ? copysign(0, x) : x"),)

BASES = (
    Base("fused by gcc", build=GCC),
    Base("fused by clang", build=CLANG),
    Base("sums in order", IN_ORDER, PLAIN),
    Base("subnormals kept", KEPT, PLAIN),
    Base("double", DOUBLE + FLUSHED_AS_DOUBLE, PLAIN),
    Base("all, float", IN_ORDER + KEPT + HONEST, CLANG),
    Base("all, double", DOUBLE + IN_ORDER + KEPT + HONEST, GCC),
)

ALPHA = "float alpha = o.rate * sqrtf(1 - p2) / (1 - p1)"
DECAY = "    if (x->decays) x->w[i] -= x->w[i] * decay * o.rate;\n"
MOMENT = "    m[i] += (g[i] - m[i]) * rate_1;\n"
UPDATE = "    x->w[i] -= m[i] * alpha / (sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon);\n"
EMPTY = "      memset(x->slot[ACCUMULATOR], 0, x->n * sizeof(float));\n"
AVERAGE = """  float k = iterations ? o.ema_momentum : 0;
  EACH(x) {
    float *average = x->slot[AVERAGE];
    for (size_t i = 0; i < x->n; i++) average[i] = k * average[i] + (1 - k) * x->w[i];
  }
"""
SCALE = "      if (!isnan(o.loss_scale)) g[i] /= (float)o.loss_scale;\n"

MISTAKES = (
    mistake(
        "fused by gcc", "epsilon inside the root", "R-UPDATE-1",
        "(sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon)",
        "sqrtf((o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon)",
    ),
    mistake(
        "all, double", "epsilon beside the corrected velocity", "R-UPDATE-1 R-BIAS-2",
        ALPHA, "float alpha = o.rate / (1 - p1)",
        "(sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon)",
        "(sqrtf((o.has[VELOCITY_HAT] ? vhat[i] : v[i]) / (1 - p2)) + epsilon)",
    ),
    mistake("fused by clang", "no bias correction", "R-BIAS-2", ALPHA, "float alpha = o.rate"),
    mistake("double", "only the first moment corrected", "R-BIAS-2", ALPHA, "float alpha = o.rate / (1 - p1)"),
    mistake("sums in order", "steps counted from 2", "R-BIAS-1", "(float)(iterations + 1)", "(float)(iterations + 2)"),
    mistake(
        "all, float", "bias correction by calls", "R-BIAS-1 R-ACCUMULATE-5",
        "(float)(iterations + 1)", "(float)(o.raw + 1)",
    ),
    mistake(
        "all, double", "decay after the update", "R-DECAY-2 R-APPLY-1",
        DECAY, "", UPDATE, UPDATE + DECAY,
    ),
    mistake(
        "fused by gcc", "decay not times the learning rate", "R-DECAY-1",
        "x->w[i] * decay * o.rate", "x->w[i] * decay",
    ),
    mistake("fused by clang", "decay times the step size", "R-DECAY-1", "* decay * o.rate", "* decay * alpha"),
    mistake(
        "double", "decay as L2 in the gradient", "R-DECAY-1 R-DECAY-2",
        DECAY, "    if (x->decays) g[i] += decay * x->w[i];\n",
    ),
    mistake(
        "subnormals kept", "excluded variables decayed", "R-DECAY-3 R-DECAY-4",
        "if (x->decays)", "if (!isnan(o.weight_decay))",
    ),
    mistake(
        "all, float", "exclusion by the whole name", "R-DECAY-4",
        "!regexec(&pattern, full, 0, NULL, 0)", "!strcmp(v->text, name)",
    ),
    mistake(
        "double", "betas swapped", "R-MOMENTUM-1 R-VELOCITY-1 R-BIAS-2",
        'number(a, "beta_1", 0.9)', 'number(a, "beta_2", 0.999)',
        '.beta_2 = number(a, "beta_2", 0.999)', '.beta_2 = number(a, "beta_1", 0.9)',
    ),
    mistake(
        "all, double", "velocity of the squared momentum", "R-VELOCITY-1",
        "(g[i] * g[i] - v[i])", "(m[i] * m[i] - v[i])",
    ),
    mistake(
        "fused by gcc", "update with the momentum before", "R-UPDATE-1 R-MOMENTUM-1",
        MOMENT, "", UPDATE, UPDATE + MOMENT,
    ),
    mistake(
        "all, float", "velocity_hat replaces the velocity", "R-AMSGRAD-1",
        "vhat[i] = larger(vhat[i], v[i])", "v[i] = vhat[i] = larger(vhat[i], v[i])",
    ),
    mistake(
        "fused by clang", "amsgrad forgets the largest", "R-AMSGRAD-1",
        "vhat[i] = larger(vhat[i], v[i])", "vhat[i] = v[i]",
    ),
    mistake(
        "subnormals kept", "clipnorm clips each element", "R-CLIP-NORM-1",
        "g[i] = (g[i] * c) / larger(norm, c)", "g[i] = larger(smaller(g[i], c), -c)",
    ),
    mistake(
        "all, double", "1e-6 added to the norm", "R-CLIP-NORM-1",
        "larger(norm, c)", "larger(norm + 1e-6, c)",
    ),
    mistake(
        "double", "global norm of each variable", "R-CLIP-GLOBAL-1",
        "g[i] = g[i] * factor", "g[i] = (g[i] * c) / larger(norm, c)",
    ),
    mistake(
        "sums in order", "global factor above 1", "R-CLIP-GLOBAL-1 R-CLIP-GLOBAL-3",
        "c * smaller(1 / size, (float)o.inverse)", "c / size",
    ),
    mistake(
        "fused by gcc", "clipvalue from above only", "R-CLIP-VALUE-1",
        "larger(smaller(g[i], c), -c)", "smaller(g[i], c)",
    ),
    mistake("double", "sum, not mean", "R-ACCUMULATE-3", "(g[i] + sum[i]) / (float)o.n", "g[i] + sum[i]"),
    mistake("fused by clang", "accumulators never emptied", "R-ACCUMULATE-4", EMPTY, ""),
    mistake(
        "all, float", "updates one call late", "R-ACCUMULATE-1",
        "bool updates = (o.raw + 1) % o.n == 0", "bool updates = o.n == 1 || (o.raw > 0 && o.raw % o.n == 0)",
    ),
    mistake(
        "all, double", "averages move with updates only", "R-EMA-3",
        AVERAGE, AVERAGE.replace("  EACH(x)", "  if (updates) EACH(x)"),
    ),
    mistake(
        "subnormals kept", "first average mixed with zero", "R-EMA-2",
        "iterations ? o.ema_momentum : 0", "o.ema_momentum",
    ),
    mistake(
        "double", "overwriting counted in calls", "R-EMA-4 R-ACCUMULATE-5",
        "(iterations + 1) % o.frequency", "(o.raw + 1) % o.frequency",
    ),
    mistake("fused by gcc", "gradient times the loss scale", "R-SCALE-1", "g[i] /= (float)", "g[i] *= (float)"),
    mistake(
        "all, float", "counter of the state ignored", "R-STATE-2",
        '.raw = number(state, "iterations", 0)', ".raw = 0",
    ),
    mistake(
        "all, double", "missing gradient taken as zeros", "R-APPLY-2",
        "g->type == 'n' ? NULL : ", "g->type == 'n' ? allocate(x->n * sizeof(float)) : ",
    ),
    mistake(
        "fused by gcc", "momentum as two products", "R-MOMENTUM-1",
        MOMENT, "    m[i] = (1 - rate_1) * m[i] + rate_1 * g[i];\n",
        hidden="the same mean in another order, a rounding of the momentum apart",
    ),
    mistake(
        "all, float", "decay times the rate first", "R-DECAY-1",
        "x->w[i] * decay * o.rate", "x->w[i] * (decay * o.rate)",
        hidden="the same product in another order, a rounding of the decay apart",
    ),
    mistake("fused by clang", "default epsilon 1e-8", "R-DEFAULT-EPSILON", '"epsilon", 1e-7', '"epsilon", 1e-8'),
)  # fmt: skip

C = language("c", "port.c", (BINARY,), BASES, (*MISTAKES, *fresh.planted("c")))
