// Appendix B of the specification against the C library, bit for bit; a NaN equals a NaN.
//
//     twin compare SEED MANY             for each function a line: its name, switches, arguments, differing, kinds of results
//     twin draw FUNCTION SEED MANY FILE  three arguments and the library's result, as doubles; of the float functions with
//                                        the switches on
#include <float.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <xmmintrin.h>

#include "functions.h"
#include "arguments.h"
#include "betas.h"

_Static_assert(FLT_EVAL_METHOD == 0, "a double operation must round to a double");
enum { STEPS = 10000, SHOWN = 5 };

// Calls the library; what is volatile is converted before or after the switches are on (B.8).
#define LIBRARY(name, type, call)                         \
  static double library_##name(double x, double y) {      \
    volatile type a[] = {(type)x, (type)y}, result;       \
    unsigned saved = _mm_getcsr();                        \
    if (is_switched) _mm_setcsr(saved | 0x8040);          \
    result = call;                                        \
    _mm_setcsr(saved);                                    \
    return result;                                        \
  }
LIBRARY(powf, float, powf(a[0], a[1]))
LIBRARY(cosf, float, cosf(a[0]))
LIBRARY(logf, float, logf(a[0]))
LIBRARY(pow, double, pow(a[0], a[1]))

typedef struct {
  const char *name;
  double (*formula)(double, double), (*library)(double, double);
  Arguments (*draw)(void);
  bool is_float, is_power;
} Function;

static const Function functions[] = {
  {"powf", formula_powf, library_powf, powf_arguments, true, true},
  {"cosf", formula_cosf, library_cosf, unary_arguments, true, false},
  {"logf", formula_logf, library_logf, unary_arguments, true, false},
  {"pow", formula_pow, library_pow, pow_arguments, false, true},
};
enum { FUNCTIONS = sizeof functions / sizeof *functions };

typedef struct {
  const char *name;
  uint64_t arguments, differing, normal, subnormal, zero, infinite, nan;
} Tally;

static void add(Tally *t, double x, double y, double mine, double right, double least) {
  t->arguments++;
  if (right != right) t->nan++;
  else if (isinf(right)) t->infinite++;
  else if (right == 0) t->zero++;
  else if (fabs(right) < least) t->subnormal++;
  else t->normal++;
  if (bits(mine) == bits(right) || (mine != mine && right != right)) return;
  if (t->differing++ < SHOWN) fprintf(stderr, "%s(%a, %a) is %a, not %a\n", t->name, x, y, right, mine);
}

static void print(const Tally *t) {
  printf("%s\t%s", t->name, is_switched ? "on" : "off");
  const uint64_t counts[] = {t->arguments, t->differing, t->normal, t->subnormal, t->zero, t->infinite, t->nan};
  for (int i = 0; i < 7; i++) printf("\t%" PRIu64, counts[i]);
  printf("\n");
}

// By B.1: of two casts side by side GCC 12 makes none where it vectorises (-O2).
static Arguments rounded(const Function *f, Arguments a) {
  return f->is_float ? (Arguments){float32(a.x), float32(a.y)} : a;
}

static void try(Tally *t, const Function *f, double x, double y) {
  Arguments a = rounded(f, (Arguments){x, y});
  // A subnormal double is no base of R-POWER-3, and B.8 does not say what becomes of it.
  if (is_switched && !f->is_float && is_subnormal(a.x, 0x1p-1022)) return;
  add(t, a.x, a.y, f->formula(a.x, a.y), f->library(a.x, a.y), f->is_float ? 0x1p-126 : 0x1p-1022);
}

// Rounded to float16, as far as it is normal there, or to bfloat16: ties to even.
static double half(double x, int drop) {
  uint32_t n = bits_of((float)x);
  n += (1u << (drop - 1)) - 1 + (n >> drop & 1);
  return float_of(n >> drop << drop);
}

static void try_betas(Tally *t, const Function *f) {
  for (int i = 0; i < BETAS; i++)
    for (int step = 1; step <= STEPS; step++) {
      try(t, f, (float)betas[i], step);
      if (f->is_float) {  // R-POWER-2
        try(t, f, half(betas[i], 13), half(step, 13));
        try(t, f, half(betas[i], 16), half(step, 16));
      } else {
        try(t, f, betas[i], step);
      }
    }
}

static void try_limits(Tally *t, const Function *f) {
  for (int i = 0; i < 2 * LIMITS; i++)
    for (int j = 0; j < 2 * LIMITS; j++)
      try(t, f, i < LIMITS ? limits[i] : -limits[i - LIMITS], j < LIMITS ? limits[j] : -limits[j - LIMITS]);
}

static uint64_t compare(const Function *f, long many) {
  Tally t = {.name = f->name};
  for (long i = 0; i < many; i++) {
    Arguments a = f->draw();
    try(&t, f, a.x, a.y);
  }
  if (f->is_power) try_betas(&t, f), try_limits(&t, f);
  print(&t);
  return t.differing;
}

// B.1 and B.2 against a cast and the library's fma.
static uint64_t compare_operations(long many) {
  Tally sums = {.name = "fma"}, casts = {.name = "float32"};
  for (long i = 0; i < many; i++) {
    double a, b, c;
    fma_arguments(&a, &b, &c);
    add(&sums, a, b, fused(a, b, c), fma(a, b, c), 0x1p-1022);
    double x = i % 4 ? ldexp(uniform(-2, 2), below(290) - 160) : number(draw());
    if (i % 4 == 2 && fabs(x) < 0x1p127) {  // a tie, or beside one
      int e = x == 0 ? -126 : ilogb(x);
      x = beside((float)x + ldexp(1, (e > -126 ? e : -126) - 24), 1);
    }
    add(&casts, x, 0, float32(x), (float)x, 0x1p-126);
  }
  print(&sums), print(&casts);
  return sums.differing + casts.differing;
}

// Not a subnormal, but as a base of powf: the callers of the others flush it before.
static bool is_asked(const Function *f, Arguments a) {
  return !is_subnormal(a.x, f->is_float ? 0x1p-126 : 0x1p-1022) || f->draw == powf_arguments;
}

static void draw_row(const Function *f, bool is_beta, double row[4]) {
  Arguments a;
  do a = f->is_power && is_beta ? (Arguments){(float)betas[below(BETAS)], 1 + below(STEPS)} : rounded(f, f->draw());
  while (!is_asked(f, a));
  row[0] = a.x, row[1] = a.y, row[2] = 0, row[3] = f->library(a.x, a.y);
}

static void draw_fma_row(double row[4]) {
  fma_arguments(&row[0], &row[1], &row[2]);
  row[3] = fma(row[0], row[1], row[2]);
}

// `f` is NULL for fma.
static int write_draws(const Function *f, long many, FILE *file) {
  is_switched = f && f->is_float;
  for (long i = 0; i < many; i++) {
    double row[4];
    f ? draw_row(f, i % 8 == 0, row) : draw_fma_row(row);
    if (fwrite(row, sizeof row, 1, file) != 1) return 2;
  }
  return fclose(file) ? 2 : 0;
}

int main(int count, char **words) {
  uint64_t differing = 0;
  if (count == 4 && !strcmp(words[1], "compare")) {
    long many = atol(words[3]);
    state = strtoull(words[2], 0, 0);
    differing += compare_operations(many);
    for (int i = 0; i < FUNCTIONS; i++)
      for (int on = 0; on < 2; on++) is_switched = on, differing += compare(&functions[i], on ? many / 4 : many);
    return differing != 0;
  }
  FILE *file = count == 6 && !strcmp(words[1], "draw") ? fopen(words[5], "wb") : NULL;
  if (file) {
    const Function *f = NULL;
    for (int i = 0; i < FUNCTIONS; i++)
      if (!strcmp(words[2], functions[i].name)) f = &functions[i];
    state = strtoull(words[3], 0, 0);
    if (f || !strcmp(words[2], "fma")) return write_draws(f, atol(words[4]), file);
  }
  fprintf(stderr, "usage: twin compare SEED MANY | twin draw FUNCTION SEED MANY FILE\n");
  return 2;
}
