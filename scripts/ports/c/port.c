// Keras' AdamW, eager, in C, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//
//     cc -std=c11 -O2 -ffp-contract=off -o port scripts/ports/c/port.c -lm
//     adamw test -- ./port
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <math.h>
#include <regex.h>

#include "json.h"

_Static_assert(FLT_EVAL_METHOD == 0, "a float operation must round to a float");

// The processor's switches for subnormals (R-FLUSH-1) are set around `apply` only, for copies keep every bit.
#if defined(__x86_64__)
#include <xmmintrin.h>
#define FLUSHES ",\"flush_subnormals\""
#define FLUSHED(work) \
  do { unsigned saved = _mm_getcsr(); _mm_setcsr(saved | 0x8040); work; _mm_setcsr(saved); } while (0)
#else
#define FLUSHES ""
#define FLUSHED(work) work
#endif

enum { MOMENTUM, VELOCITY, VELOCITY_HAT, AVERAGE, ACCUMULATOR, SLOTS };
static const char *const slot_names[SLOTS] = {"momentum", "velocity", "velocity_hat", "average",
                                              "gradient_accumulator"};

typedef struct {
  size_t n;
  bool decays;
  float *w, *g, *slot[SLOTS];  // g: NULL where it is missing
} Variable;

static struct Optimizer {
  double weight_decay, beta_1, beta_2, epsilon, threshold, inverse, ema_momentum, loss_scale;
  enum { OFF, BY_NORM, BY_GLOBAL_NORM, BY_VALUE } clipping;
  long long raw, n, frequency;
  bool has[SLOTS];
  float rate;
  Variable *variables, *end;
} o;
#define EACH(x) for (Variable *x = o.variables; x < o.end; x++)

static float flush(float x) { return fabsf(x) < FLT_MIN ? copysignf(0, x) : x; }
static float smaller(float a, float b) { return flush(a != a || a < b ? a : b); }  // NaN if either is (2.2)
static float larger(float a, float b) { return flush(a != a || a > b ? a : b); }

static float leaf(const float *x, size_t n) {  // R-SUM-1
  float lanes[4][8] = {{0}}, *a = lanes[0], rest = 0;
  size_t i = 0;
  for (; i + 32 <= n; i += 32)
    for (int k = 0; k < 32; k++) lanes[k / 8][k % 8] += x[i + k];
  for (int k = 0; k < 8; k++) a[k] = ((a[k] + lanes[1][k]) + lanes[2][k]) + lanes[3][k];
  for (; i + 8 <= n; i += 8)
    for (int k = 0; k < 8; k++) a[k] += x[i + k];
  for (; i < n; i++) rest += x[i];
  for (int width = 4; width; width /= 2)
    for (int k = 0; k < width; k++) a[k] += a[k + width];
  return rest + a[0];
}

static float total(const float *x, size_t first, size_t n) {  // R-SUM-2
  if (n <= 8192) return leaf(x + first, n);
  size_t left = (first + (n + 1) / 2 + 7) / 8 * 8 - first;
  return total(x, first, left) + total(x, first + left, n - left);
}

static float total_of_squares(const Variable *x) {
  float *squares = allocate(x->n * sizeof *squares);
  for (size_t i = 0; i < x->n; i++) squares[i] = x->g[i] * x->g[i];
  return total(squares, 0, x->n);
}

static void clip(void) {  // R-CLIP-*
  if (o.clipping == OFF) return;
  float *sums = allocate((o.end - o.variables) * sizeof *sums), c = o.threshold;
  size_t present = 0;
  EACH(x) if (x->g) sums[present++] = total_of_squares(x);
  float size = sqrtf(total(sums, 0, present));
  float factor = c * smaller(1 / size, (float)o.inverse) + (size - size);
  present = 0;
  EACH(x) {
    float *g = x->g, q = g ? sums[present++] : 0, norm = q > 0 ? sqrtf(q) : q;
    for (size_t i = 0; g && i < x->n; i++) {
      if (o.clipping == BY_NORM) g[i] = (g[i] * c) / larger(norm, c);
      else if (o.clipping == BY_GLOBAL_NORM) g[i] = g[i] * factor;
      else g[i] = larger(smaller(g[i], c), -c);
    }
  }
}

static void step(Variable *x, float t) {  // R-DECAY-1 to R-UPDATE-1
  float p1 = powf(o.beta_1, t), p2 = powf(o.beta_2, t), epsilon = o.epsilon, decay = o.weight_decay;
  float alpha = o.rate * sqrtf(1 - p2) / (1 - p1), rate_1 = 1 - o.beta_1, rate_2 = 1 - o.beta_2;
  float *g = x->g, *m = x->slot[MOMENTUM], *v = x->slot[VELOCITY], *vhat = x->slot[VELOCITY_HAT];
  for (size_t i = 0; i < x->n; i++) {
    if (x->decays) x->w[i] -= x->w[i] * decay * o.rate;
    m[i] += (g[i] - m[i]) * rate_1;
    v[i] += (g[i] * g[i] - v[i]) * rate_2;
    if (o.has[VELOCITY_HAT]) vhat[i] = larger(vhat[i], v[i]);
    x->w[i] -= m[i] * alpha / (sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon);
  }
}

static void finalize(void) {  // R-EMA-4, R-EMA-5
  EACH(x) if (o.has[AVERAGE]) memcpy(x->w, x->slot[AVERAGE], x->n * sizeof(float));
}

// Section 3. Not inlined, so that its arithmetic stays between the switches.
__attribute__((noinline)) static void apply(void) {
  long long iterations = o.raw / o.n;
  bool updates = (o.raw + 1) % o.n == 0;
  EACH(x) {
    float *g = x->g, *sum = x->slot[ACCUMULATOR];
    for (size_t i = 0; g && i < x->n; i++) {
      if (!isnan(o.loss_scale)) g[i] /= (float)o.loss_scale;
      if (!updates) sum[i] += g[i];
      else if (o.has[ACCUMULATOR]) g[i] = (g[i] + sum[i]) / (float)o.n;
    }
  }
  if (updates) {
    clip();
    EACH(x) {
      if (x->g) step(x, (float)(iterations + 1));
      memset(x->slot[ACCUMULATOR], 0, x->n * sizeof(float));
    }
  }
  float k = iterations ? o.ema_momentum : 0;
  EACH(x) {
    float *average = x->slot[AVERAGE];
    for (size_t i = 0; i < x->n; i++) average[i] = k * average[i] + (1 - k) * x->w[i];
  }
  if (o.frequency && (iterations + 1) % o.frequency == 0) finalize();
  o.raw++;
}

static bool is_excluded(const Value *exclusion, size_t index, const char *name) {  // R-DECAY-3
  char full[256];
  snprintf(full, sizeof full, "%s:0", name);
  for (const Value *i = get(exclusion, "variables")->child; i; i = i->next)
    if (i->number == index) return true;
  for (const Value *v = get(exclusion, "var_names")->child; v; v = v->next) {
    regex_t pattern;  // POSIX and Python read backslashes differently
    if (v->type != '"' || strchr(v->text, '\\') || regcomp(&pattern, v->text, REG_EXTENDED)) refuse("var_names");
    bool matches = !regexec(&pattern, full, 0, NULL, 0);
    regfree(&pattern);
    if (matches) return true;
  }
  return false;
}

static void build(const Value *c) {
  const Value *a = get(c, "arguments"), *state = get(c, "initial_state"), *variables = get(c, "variables");
  known(a, "case.arguments.", "learning_rate weight_decay beta_1 beta_2 epsilon amsgrad clipnorm clipvalue "
        "global_clipnorm use_ema ema_momentum ema_overwrite_frequency loss_scale_factor gradient_accumulation_steps");
  double n = number(a, "gradient_accumulation_steps", 0);
  double norm = number(a, "clipnorm", 0), all = number(a, "global_clipnorm", 0), value = number(a, "clipvalue", 0);
  bool adam = is_text(get(c, "optimizer"), "Adam");
  o = (struct Optimizer){
      .weight_decay = number(a, "weight_decay", adam ? NAN : 0.004),  // R-ADAM-1
      .beta_1 = number(a, "beta_1", 0.9), .beta_2 = number(a, "beta_2", 0.999), .epsilon = number(a, "epsilon", 1e-7),
      .clipping = norm > 0 ? BY_NORM : all > 0 ? BY_GLOBAL_NORM : value > 0 ? BY_VALUE : OFF,  // R-CLIP-OFF-1
      .threshold = norm > 0 ? norm : all > 0 ? all : value, .inverse = 1 / all,
      .loss_scale = number(a, "loss_scale_factor", NAN),
      .ema_momentum = number(a, "ema_momentum", 0.99), .frequency = number(a, "ema_overwrite_frequency", 0),
      .has = {true, true, get(a, "amsgrad")->type == 't', get(a, "use_ema")->type == 't', n != 0},
      .n = n ? n : 1, .raw = number(state, "iterations", 0), .rate = number(a, "learning_rate", 0.001)};
  if (get(state, "learning_rate")->type) o.rate = *read_n_floats(get(state, "learning_rate"), 1);
  Variable *x = o.variables = allocate(variables->count * sizeof *x);
  for (const Value *v = variables->child; v; v = v->next, o.end = ++x) {
    known(v, "case.variables.", "name dtype shape data");
    x->w = read_floats(get(v, "data"), &x->n);
    x->decays = !isnan(o.weight_decay)
        && !is_excluded(get(c, "exclude_from_weight_decay"), x - o.variables, get(v, "name")->text);
    for (int s = 0; s < SLOTS; s++) {
      const Value *given = get(get(state, "slots"), slot_names[s]);
      x->slot[s] = given->type ? read_n_floats(item(given, x - o.variables), x->n) : allocate(x->n * sizeof(float));
    }
  }
}

static void write_slot(FILE *out, int slot) {  // or the weights themselves
  EACH(x) {
    if (x > o.variables) fputc(',', out);
    write_floats(out, slot < SLOTS ? x->slot[slot] : x->w, x->n);
  }
}

static void run(FILE *out, const Value *request) {
  const Value *c = get(request, "case");
  known(request, "", "request seq case trace");
  known(c, "case.", "id rules optimizer arguments variables script initial_state exclude_from_weight_decay");
  build(c);
  fprintf(out, "{\"reply\":\"run\",\"seq\":%.0f,\"steps\":[", number(request, "seq", 0));
  for (const Value *event = get(c, "script")->child; event; event = event->next) {
    known(event, "case.script.", "apply finalize");
    const Value *list = get(event, "apply"), *g = list->child;
    if (g && list->count != (size_t)(o.end - o.variables)) refuse("case.script.apply");
    for (Variable *x = o.variables; g; g = g->next, x++) x->g = g->type == 'n' ? NULL : read_n_floats(g, x->n);
    if (list->count) FLUSHED(apply());  // R-APPLY-4
    if (get(event, "finalize")->type == 't') finalize();
    fputs("{\"variables\":[", out);
    write_slot(out, SLOTS);
    fputs(event->next ? "]}," : "]}", out);
  }
  fprintf(out, "],\"state\":{\"iterations\":%lld,\"learning_rate\":", o.raw);
  write_floats(out, &o.rate, 1);
  for (int s = 0; s < SLOTS; s++) {
    if (!o.has[s]) continue;
    fprintf(out, "%s\"%s\":[", s ? "," : ",\"slots\":{", slot_names[s]);
    write_slot(out, s);
    fputc(']', out);
  }
  fputs("}}}\n", out);
}

static const char start[] =
    "{\"reply\":\"start\",\"protocol\":1,\"name\":\"adamw-c\",\"version\":\"1.0\",\"language\":\"C11\","
    "\"dtypes\":[\"float32\"],\"features\":[\"amsgrad\",\"clipnorm\",\"clipvalue\",\"global_clipnorm\",\"ema\","
    "\"loss_scale_factor\",\"gradient_accumulation\",\"exclude_from_weight_decay\",\"finalize\",\"missing_gradients\","
    "\"initial_state\",\"state\",\"optimizer:Adam\"" FLUSHES "]}\n";

int main(void) {
  char *line = NULL, *text;
  size_t capacity = 0, length;
  while (getline(&line, &capacity, stdin) > 0) {
    FILE *volatile out = open_memstream(&text, &length);  // so that no half reply leaves
    const Value *volatile request = &absent;
    if (!setjmp(refusal)) {
      request = parse(line);
      const Value *kind = get(request, "request");
      if (is_text(kind, "stop")) return puts("{\"reply\":\"stop\"}") < 0;
      if (is_text(kind, "run")) run(out, request);
      else if (is_text(kind, "start") && number(request, "protocol", 0) == 1) fputs(start, out);
      else refuse("request");
      fclose(out);
      fputs(text, stdout);
    } else {
      fclose(out);
      printf("{\"reply\":\"error\",\"category\":\"internal\",\"argument\":\"%s\"", refused_field);
      if (get(request, "seq")->type == '#') printf(",\"seq\":%.0f", number(request, "seq", 0));
      puts("}");
    }
    fflush(stdout);
    free(text);
    free_all();
  }
}
