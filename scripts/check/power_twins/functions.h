// Appendix B of the specification in C, with doubles alone: neither the processor's fma nor a cast to float is used.
//
// Arguments and results are doubles, of the float functions those that are a float. The results are those with the
// processor's switches for subnormals off, or on (B.8), as `is_switched` says. The figures are in capitals.
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "figures.h"

static bool is_switched;

static uint64_t bits(double x) {
  uint64_t n;
  memcpy(&n, &x, 8);
  return n;
}

static double number(uint64_t n) {
  double x;
  memcpy(&x, &n, 8);
  return x;
}

static double power_of_two(int k) { return number((uint64_t)(k + 1023) << 52); }
static bool is_subnormal(double x, double least) { return x != 0 && fabs(x) < least; }

// B.1
static double float32(double x) {
  double a = fabs(x);
  if (a != a || a >= 0x1p128) return a != a ? x : copysign(INFINITY, x);
  int e = (int)(bits(a) >> 52) - 1023;
  double big = 1.5 * power_of_two((e > -126 ? e : -126) + 29), y = a + big - big;
  return copysign(y >= 0x1p128 ? INFINITY : y, x);
}

typedef struct { int k, i; double z; } Split;

static Split split(double x, uint64_t start, int width) {
  int64_t t = (int64_t)(bits(x) - start), k = t >> 52;
  return (Split){(int)k, (int)(t >> (52 - width)) & ((1 << width) - 1), number(bits(x) - ((uint64_t)k << 52))};
}

// B.2
typedef struct { double high, low; } Pair;

static Pair two_sum(double a, double b) {
  double s = a + b, t = s - a;
  return (Pair){s, (a - (s - t)) + (b - t)};
}

static Pair halves(double a) {
  double t = a * 134217729, high = t - (t - a);
  return (Pair){high, a - high};
}

static double fused(double a, double b, double c) {
  Pair x = halves(a), y = halves(b);
  double p = a * b, e = ((x.high * y.high - p) + x.high * y.low + x.low * y.high) + x.low * y.low;
  Pair u = two_sum(c, e), h = two_sum(p, u.high), low = two_sum(u.low, h.low);
  if (low.low != 0 && bits(low.high) % 2 == 0)
    low.high = number(bits(low.high) + ((low.low > 0) == (low.high > 0) ? 1 : -1));
  return h.high + low.high;
}

// B.3: true if the power is known; else what is returned is its sign.
static bool is_whole(double y) { return fabs(y) >= 0x1p52 || fabs(y) + 0x1p52 - 0x1p52 == fabs(y); }

static bool is_known(double x, double y, double *result) {
  double a = fabs(x), sign = is_whole(y) && !is_whole(y / 2) && signbit(x) ? -1 : 1;
  if (y == 0 || x == 1) return *result = 1, true;
  if (x != x || y != y) return *result = NAN, true;
  if (isinf(y)) return *result = a == 1 ? 1 : (a < 1) == (y > 0) ? 0 : INFINITY, true;
  if (a == 0 || isinf(a)) return *result = sign * ((a == 0) == (y > 0) ? 0 : INFINITY), true;
  if (x < 0 && !is_whole(y)) return *result = NAN, true;
  return *result = sign, false;
}

// B.4
static double powf_unrounded(double x, double y) {
  const double *A = POWF_LOG2, *C = POWF_EXP2;
  Split s = split(x, 0x3fe6600000000000, 4);
  double r = fused(s.z, INVERSE_16[s.i], -1), r2 = r * r;
  double q = fused(r2, fused(A[2], r, A[3]), fused(r, A[4], LOG2_16[s.i] + s.k));
  double e = y * fused(fused(A[0], r, A[1]), r2 * r2, q);
  if (e > number(0x405fffffffd1d571)) return INFINITY;
  if (e <= -150) return 0;
  if (e < -149) return 0x1p-149;
  double n = (e + 0x1.8p47) - 0x1.8p47, f = e - n;
  int j = (int)(32 * n);
  double p = fused(fused(C[0], f, C[1]), f * f, fused(f, C[2], 1));
  return p * (EXP2_128[4 * (j & 31)] * power_of_two(j >> 5));
}

static double formula_powf(double x, double y) {
  double known;
  if (is_switched && is_subnormal(x, 0x1p-126)) x = copysign(0x1p-150, x);
  if (is_known(x, y, &known)) return known;
  double w = powf_unrounded(fabs(x), y);
  return known * (is_switched && w < 0x1p-126 - 0x1p-151 ? 0 : float32(w));
}

// B.5
static double formula_logf(double x, double unused) {
  (void)unused;
  if (x == 0) return -INFINITY;
  if (!(x > 0 && x < INFINITY)) return x > 0 ? x : NAN;
  if (is_switched && is_subnormal(x, 0x1p-126)) return -0x1.9fe368p6;
  const double *B = LOGF_LN;
  Split s = split(x, 0x3fe6600000000000, 4);
  double r = fused(s.z, INVERSE_16[s.i], -1), r2 = r * r;
  double y = fused(B[0], r2, fused(B[1], r, B[2]));
  return float32(fused(r2, y, fused(s.k, LN2, LN_16[s.i]) + r));
}

// B.6: the number of quarter turns; `left` is what is left of the angle.
static int reduced_large(double x, double *left) {
  uint64_t E = (bits(x) >> 52) - 896, m = (bits(x) >> 29 & 0x7fffff) | 0x800000, w[3] = {0, 0, 0};
  for (int i = 0; i < 12; i++) {  // 96 bits of 4 / pi in three words; they end at byte 8 + (E >> 3) mod 16
    int at = (int)(E >> 3) % 16 + 8 - 11 + i;
    w[i / 4] = w[i / 4] << 8 | (at < 0 ? 0 : FOUR_OVER_PI[at]);
  }
  m <<= E % 8;
  uint64_t turns = (m * w[0] << 32) + m * w[1] + (m * w[2] >> 32) + (1ull << 61);
  *left = (double)((int64_t)(turns % (1ull << 62)) - (1ll << 61)) * (HALF_PI * 0x1p-62);
  return (int)(turns >> 62);
}

static double formula_cosf(double x, double unused) {
  (void)unused;
  const double *c = COSF_COS, *s = COSF_SIN;
  double a = fabs(x), r = x;
  int n = 0;
  if (!(a < INFINITY)) return NAN;
  if (a < 0x1p-12) return 1;
  if (a >= 120) {
    n = reduced_large(a, &r);
  } else if (a >= 0.75) {
    n = ((int)(x * QUARTER_TURNS) + (1 << 23)) >> 24;
    r = fused(-n, HALF_PI, x);
  }
  double r2 = r * r, r4 = r2 * r2;
  if (n % 2 == 0) {
    double y = fused(fused(r2, c[4], c[3]), r2 * r4, fused(r4, c[2], fused(r2, c[1], c[0])));
    return float32(n & 2 ? -y : y);
  }
  r = (n & 3) == 1 ? -r : r;
  double r3 = r2 * r;
  return float32(fused(fused(r2, s[2], s[1]), r2 * r3, fused(r3, s[0], r)));
}

// B.7
static Pair log_pair(double x) {
  const double *A = POW_LN;
  int shift = x < 0x1p-1022 ? 52 : 0;
  Split s = split(shift ? x * 0x1p52 : x, 0x3fe6955500000000, 7);
  double k = s.k - shift, r = fused(s.z, INVERSE_128[s.i], -1);
  double t1 = fused(k, LN2_HIGH, LN_128[s.i]), t2 = t1 + r;
  double low1 = fused(k, LN2_LOW, LN_TAIL_128[s.i]), low2 = t1 - t2 + r;
  double h = -0.5 * r, h2 = r * h, high = t2 + h2;
  double low3 = fused(h, r, -h2), low4 = t2 - high + h2;
  double p = fused(h2, fused(r, A[5], A[4]), fused(r, A[3], A[2]));
  p = fused(h2, p, fused(r, A[1], A[0]));
  double low = fused(r * h2, p, low1 + low2 + low3 + low4), y = high + low;
  return (Pair){y, high - y + low};
}

static double exp_pair(double x, double tail) {
  const double *C = POW_EXP;
  if (fabs(x) < 0x1p-54) return 1;
  if (fabs(x) >= 1024) return x > 0 ? INFINITY : 0;
  double n = fused(x, STEPS_PER_E, 0x1.8p52) - 0x1.8p52;
  double r = fused(n, MINUS_STEP_LOW, fused(n, MINUS_STEP_HIGH, x)) + tail, r2 = r * r;
  int i = (int)n & 127, k = (int)n >> 7;
  double q = fused(fused(r, C[1], C[0]), r2, EXP2_TAIL_128[i] + r);
  q = fused(fused(r, C[3], C[2]), r2 * r2, q);
  if (fabs(x) < 512) {
    double s = EXP2_128[i] * power_of_two(k);
    return fused(q, s, s);
  }
  if (k >= 0) {
    double s = EXP2_128[i] * power_of_two(k - 1009);
    return 0x1p1009 * fused(s, q, s);
  }
  double s = EXP2_128[i] * power_of_two(k + 1022), t = s * q, y = s + t;
  if (y < 1) {
    double low = s - y + t, high = 1 + y;
    y = (1 - high + y + low + high) - 1;
  }
  return 0x1p-1022 * y;
}

static double pow_unflushed(double x, double y) {
  double known;
  if (is_known(x, y, &known)) return known;
  x = fabs(x);
  if (x == 1 || fabs(y) < 0x1p-65) return known;
  if (fabs(y) >= 0x1p63) return (x > 1) == (y > 0) ? INFINITY : 0;
  Pair log = log_pair(x);
  double h = y * log.high;
  return known * exp_pair(h, fused(y, log.low, fused(y, log.high, -h)));
}

static double formula_pow(double x, double y) {
  double result = pow_unflushed(x, y);
  return is_switched && is_subnormal(result, 0x1p-1022) ? copysign(0, result) : result;
}
