// Keras' AdamW in C, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.
//
//     cc -std=c11 -O2 -ffp-contract=off -o port scripts/ports/c/port.c -lm
//     adamw test -- ./port
#define _POSIX_C_SOURCE 200809L
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif
_Static_assert(FLT_EVAL_METHOD == 0, "a float operation must round to a float");

// The processor's switches for subnormals (R-FLUSH-1) are set around `apply` only, for copies keep every bit.
#if defined(__x86_64__)
#include <xmmintrin.h>
#define FLUSHES ",\"flush_subnormals\""
#define FLUSHED(work) do { unsigned saved = _mm_getcsr(); _mm_setcsr(saved | 0x8040); work; _mm_setcsr(saved); } while (0)
#else
#define FLUSHES ""
#define FLUSHED(work) work
#endif

enum { MOMENTUM, VELOCITY, VELOCITY_HAT, AVERAGE, ACCUMULATOR, SLOTS };
static const char *const slot_names[SLOTS] = {"momentum", "velocity", "velocity_hat", "average",
                                              "gradient_accumulator"};
typedef struct { size_t n; bool decays; float *w, *slot[SLOTS]; } Variable;
static struct {
  double weight_decay, beta_1, beta_2, epsilon, ema_momentum, clipnorm, clipvalue, global_clipnorm;
  const Value *loss_scale;
  bool has[SLOTS];
  long long raw, n, frequency;
  float rate;
  size_t count;
  Variable *variables;
} o;

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

static float total_of_squares(const float *g, size_t n) {
  float *squares = allocate(n * sizeof *squares);
  for (size_t i = 0; i < n; i++) squares[i] = g[i] * g[i];
  return total(squares, 0, n);
}

static void clip(float **grads) {  // R-CLIP-*
  float factor = 1;
  if (o.global_clipnorm > 0) {
    float *sums = allocate(o.count * sizeof *sums), c = o.global_clipnorm;
    size_t present = 0;
    for (size_t j = 0; j < o.count; j++)
      if (grads[j]) sums[present++] = total_of_squares(grads[j], o.variables[j].n);
    float norm = sqrtf(total(sums, 0, present));
    factor = c * smaller(1 / norm, (float)(1 / o.global_clipnorm)) + (norm - norm);
  }
  for (size_t j = 0; j < o.count; j++) {
    float *g = grads[j];
    size_t n = o.variables[j].n;
    if (g && o.clipnorm > 0) {
      float c = o.clipnorm, q = total_of_squares(g, n), norm = q > 0 ? sqrtf(q) : q;
      for (size_t i = 0; i < n; i++) g[i] = (g[i] * c) / larger(norm, c);
    } else if (g && o.global_clipnorm > 0) {
      for (size_t i = 0; i < n; i++) g[i] = g[i] * factor;
    } else if (g && o.clipvalue > 0) {
      for (size_t i = 0; i < n; i++) g[i] = larger(smaller(g[i], o.clipvalue), -o.clipvalue);
    }
  }
}

static void step(Variable *x, const float *g, float t) {  // R-DECAY-1 to R-UPDATE-1
  float p1 = powf(o.beta_1, t), p2 = powf(o.beta_2, t), epsilon = o.epsilon, decay = o.weight_decay;
  float alpha = o.rate * sqrtf(1 - p2) / (1 - p1), rate_1 = 1 - o.beta_1, rate_2 = 1 - o.beta_2;
  float *m = x->slot[MOMENTUM], *v = x->slot[VELOCITY], *vhat = x->slot[VELOCITY_HAT];
  for (size_t i = 0; i < x->n; i++) {
    if (x->decays) x->w[i] -= x->w[i] * decay * o.rate;
    m[i] += (g[i] - m[i]) * rate_1;
    v[i] += (g[i] * g[i] - v[i]) * rate_2;
    if (o.has[VELOCITY_HAT]) vhat[i] = larger(vhat[i], v[i]);
    x->w[i] -= m[i] * alpha / (sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon);
  }
}

// Section 3. Not inlined, so that its arithmetic stays between the switches.
__attribute__((noinline)) static void apply(float **grads) {
  long long iterations = o.raw / o.n;
  bool updates = (o.raw + 1) % o.n == 0;
  for (size_t j = 0; j < o.count; j++) {
    float *g = grads[j], *sum = o.variables[j].slot[ACCUMULATOR];
    for (size_t i = 0; g && i < o.variables[j].n; i++) {
      if (o.loss_scale->type) g[i] /= (float)o.loss_scale->number;
      if (!updates) sum[i] += g[i];
      else if (o.has[ACCUMULATOR]) g[i] = (g[i] + sum[i]) / (float)o.n;
    }
  }
  if (updates) clip(grads);
  for (size_t j = 0; j < o.count && updates; j++) {
    Variable *x = &o.variables[j];
    if (grads[j]) step(x, grads[j], (float)(iterations + 1));
    memset(x->slot[ACCUMULATOR], 0, x->n * sizeof(float));
  }
  float k = iterations ? o.ema_momentum : 0;
  bool overwrites = o.frequency && (iterations + 1) % o.frequency == 0;
  for (size_t j = 0; j < o.count && o.has[AVERAGE]; j++) {
    Variable *x = &o.variables[j];
    float *average = x->slot[AVERAGE];
    for (size_t i = 0; i < x->n; i++) average[i] = k * average[i] + (1 - k) * x->w[i];
    if (overwrites) memcpy(x->w, average, x->n * sizeof(float));
  }
  o.raw++;
}

static float **read_gradients(const Value *list) {  // R-ERROR-GRADIENTS
  float **grads = allocate((o.count + 1) * sizeof *grads);
  size_t j = 0, present = 0, n;
  for (const Value *g = list->child; g; g = g->next, j++) {
    if (j == o.count) refuse("invalid_gradients", "grads");
    if (g->type == 'n') continue;
    grads[j] = read_floats(g->type == '{' ? get(g, "data") : g, &n);
    if (n != o.variables[j].n) refuse("invalid_gradients", "grads");
    present++;
  }
  if (j != o.count || !present) refuse("invalid_gradients", "grads");
  return grads;
}

static bool is_excluded(const Value *exclusion, size_t index) {  // R-DECAY-3
  if (get(exclusion, "var_names")->type) unsupported("exclude_from_weight_decay", "C has no regular expressions");
  for (const Value *i = get(exclusion, "variables")->child; i; i = i->next)
    if (i->number == index) return true;
  return false;
}

static void build(const Value *c) {
  const Value *a = get(c, "arguments"), *state = get(c, "initial_state"), *variables = get(c, "variables");
  known(a, "case.arguments.", "learning_rate", "weight_decay", "beta_1", "beta_2", "epsilon", "amsgrad", "clipnorm",
        "clipvalue", "global_clipnorm", "use_ema", "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor",
        "gradient_accumulation_steps", NULL);
  o.weight_decay = number(a, "weight_decay", is_text(c, "optimizer", "Adam") ? NAN : 0.004);
  o.beta_1 = number(a, "beta_1", 0.9), o.beta_2 = number(a, "beta_2", 0.999), o.epsilon = number(a, "epsilon", 1e-7);
  o.clipnorm = number(a, "clipnorm", 0), o.clipvalue = number(a, "clipvalue", 0);
  o.global_clipnorm = number(a, "global_clipnorm", 0), o.loss_scale = get(a, "loss_scale_factor");
  o.ema_momentum = number(a, "ema_momentum", 0.99), o.frequency = number(a, "ema_overwrite_frequency", 0);
  o.n = number(a, "gradient_accumulation_steps", 0), o.rate = number(a, "learning_rate", 0.001);
  o.has[MOMENTUM] = o.has[VELOCITY] = true;
  o.has[VELOCITY_HAT] = get(a, "amsgrad")->type == 't', o.has[AVERAGE] = get(a, "use_ema")->type == 't', o.has[ACCUMULATOR] = o.n;
  o.n = o.n ? o.n : 1, o.raw = number(state, "iterations", 0), o.count = 0;
  size_t n;
  if (get(state, "learning_rate")->type) o.rate = *read_floats(get(state, "learning_rate"), &n);
  o.variables = allocate(variables->count * sizeof *o.variables);
  for (const Value *v = variables->child; v; v = v->next, o.count++) {
    known(v, "case.variables.", "name", "dtype", "shape", "data", NULL);
    Variable *x = &o.variables[o.count];
    x->w = read_floats(get(v, "data"), &x->n);
    x->decays = !isnan(o.weight_decay) && !is_excluded(get(c, "exclude_from_weight_decay"), o.count);
    for (int s = 0; s < SLOTS; s++) {
      const Value *given = get(get(state, "slots"), slot_names[s]);
      x->slot[s] = given->type ? read_floats(item(given, o.count), &n) : allocate(x->n * sizeof(float));
      if (given->type && n != x->n) refuse("internal", "case.initial_state.slots");
    }
  }
}

static void write_floats(FILE *out, const char *before, const float *x, size_t n) {
  fprintf(out, "%s\"", before);
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], sizeof bits);
    fprintf(out, "%08x", bits);
  }
  fputc('"', out);
}

static void write_values(FILE *out, int slot) {  // of a slot, or the weights themselves
  for (size_t j = 0; j < o.count; j++)
    write_floats(out, j ? "," : "", slot < SLOTS ? o.variables[j].slot[slot] : o.variables[j].w, o.variables[j].n);
}

static void run(FILE *out, const Value *request) {
  const Value *c = get(request, "case");
  known(request, "", "request", "seq", "case", "trace", NULL);
  known(c, "case.", "id", "rules", "optimizer", "arguments", "variables", "script", "initial_state",
        "exclude_from_weight_decay", NULL);
  build(c);
  fprintf(out, "{\"reply\":\"run\",\"seq\":%.0f,\"steps\":[", number(request, "seq", 0));
  for (const Value *event = get(c, "script")->child; event; event = event->next) {
    known(event, "case.script.", "apply", "finalize", NULL);
    const Value *gradients = get(event, "apply");
    if (gradients->child) {  // R-APPLY-4
      float **grads = read_gradients(gradients);
      FLUSHED(apply(grads));
    }
    for (size_t j = 0; j < o.count && get(event, "finalize")->type && o.has[AVERAGE]; j++)  // R-EMA-5
      memcpy(o.variables[j].w, o.variables[j].slot[AVERAGE], o.variables[j].n * sizeof(float));
    fputs("{\"variables\":[", out);
    write_values(out, SLOTS);
    fputs(event->next ? "]}," : "]}", out);
  }
  fprintf(out, "],\"state\":{\"iterations\":%lld", o.raw);
  write_floats(out, ",\"learning_rate\":", &o.rate, 1);
  for (int s = 0; s < SLOTS; s++) {
    if (!o.has[s]) continue;
    fprintf(out, "%s\"%s\":[", s ? "," : ",\"slots\":{", slot_names[s]);
    write_values(out, s);
    fputc(']', out);
  }
  fputs("}}}\n", out);
}

int main(void) {
  char *line = NULL, *text;
  size_t capacity = 0, length;
  while (getline(&line, &capacity, stdin) > 0) {
    FILE *volatile out = open_memstream(&text, &length);  // so that no half reply leaves
    const Value *volatile request = NULL;
    volatile bool stops = false;
    if (!setjmp(refusal)) {
      request = parse(line);
      if (is_text(request, "request", "run")) {
        run(out, request);
      } else if (is_text(request, "request", "start") && number(request, "protocol", 0) == 1) {
        fputs("{\"reply\":\"start\",\"protocol\":1,\"name\":\"adamw-c\",\"version\":\"1.0\",\"language\":\"C11\","
              "\"dtypes\":[\"float32\"],\"features\":[\"amsgrad\",\"clipnorm\",\"clipvalue\",\"global_clipnorm\","
              "\"ema\",\"loss_scale_factor\",\"gradient_accumulation\",\"exclude_from_weight_decay\",\"finalize\","
              "\"missing_gradients\",\"initial_state\",\"state\",\"optimizer:Adam\"" FLUSHES "]}\n", out);
      } else if (is_text(request, "request", "stop")) {
        stops = fputs("{\"reply\":\"stop\"}\n", out);
      } else {
        refuse("internal", "request");
      }
      fclose(out);
      fputs(text, stdout);
    } else {
      fclose(out);
      fputs("{", stdout);
      if (request && get(request, "seq")->type) printf("\"seq\":%.0f,", number(request, "seq", 0));
      puts(refusal_text);
    }
    fflush(stdout);
    free(text);
    free_all();
    if (stops) break;
  }
  free(line);
}
