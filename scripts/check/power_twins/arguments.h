// Random arguments, most of them where a power, cosine or logarithm is decided: at ties, at subnormal results, at overflow,
// at the edges of the tables, at exact powers. Those of the float functions are a float.
#include <math.h>
#include <stdint.h>

typedef struct { double x, y; } Arguments;

static uint64_t state;

static uint64_t draw(void) {  // SplitMix64
  uint64_t z = state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

static double uniform(double a, double b) { return a + (b - a) * ((double)(draw() >> 11) * 0x1p-53); }
static int below(int n) { return (int)(draw() % (uint64_t)n); }
static bool heads(void) { return draw() & 1; }

static float float_of(uint32_t n) {
  float x;
  memcpy(&x, &n, 4);
  return x;
}

static uint32_t bits_of(float x) {
  uint32_t n;
  memcpy(&n, &x, 4);
  return n;
}

static float beside_float(double x, int most) {  // one of the floats nearest to x
  return float_of(bits_of((float)x) + (uint32_t)(below(2 * most + 1) - most));
}
static double beside(double x, int most) { return number(bits(x) + (uint64_t)(int64_t)(below(2 * most + 1) - most)); }

static const double limits[] = {
  0, 1, 2, 3, 4, 5, 0.5, 1.5, 2.5, 0.25, 0.75, 10, 120, 127, 128, 149, 150, 151, 511, 512, 513, 1022, 1023, 1024, 1074, 1075,
  0x1p-149, 0x1p-126, 0x1.fffffep-127, 0x1.fffffcp-127, 0x1p-74, 0x1p-75, 0x1p-24, 0x1p-12, 0x1.fffffep-13, 0x1.7ffffep-1,
  0x1.fffffep-1, 0x1.000002p0, 0x1.dffffep6, 0x1p23, 0x1.000002p23, 0x1p24, 0x1.000002p24, 0x1p25, 0x1p31, 0x1.fffffep127,
  0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp-1023, 0x1p-538, 0x1p-537, 0x1p537, 0x1.fffffffffffffp-66, 0x1p-65,
  0x1.fffffffffffffp-1, 0x1.0000000000001p0, 0x1p52, 0x1.0000000000001p52, 0x1p53, 0x1.0000000000001p53, 0x1p54,
  0x1.fffffffffffffp62, 0x1p63, 0x1p64, 0x1.fffffffffffffp1023, INFINITY, NAN,
};
enum { LIMITS = sizeof limits / sizeof *limits };

static double limit(void) {
  double x = limits[below(LIMITS)];
  return heads() ? -x : x;
}

// A y for which x to the y is about 2^target; now and then a whole one, with -x.
static Arguments reaching(double x, double target) {
  double y = target / log2(fabs(x));
  return below(8) == 0 ? (Arguments){-x, rint(y)} : (Arguments){x, y};
}

static double beta(void) { return heads() ? uniform(0.5, 1) : 1 - exp2(-uniform(1, 24)); }

static Arguments powf_arguments(void) {
  double x, y, digits;
  switch (below(12)) {
    case 0: return (Arguments){float_of((uint32_t)draw()), float_of((uint32_t)draw())};
    case 1: return (Arguments){limit(), heads() ? limit() : below(20) - 10};
    case 2: return (Arguments){beta(), heads() ? 1 + below(10000) : uniform(0, 20)};
    case 3:  // 1 - k / d to a power, as in PolynomialDecay
      digits = 1 + below(10000);
      return (Arguments){1 - (float)((1 + below((int)digits)) / digits), 0.25 * (1 + below(16))};
    case 4:  // few digits and a small whole power: exact results and ties
      digits = 1 + 2 * below(1 << (1 + below(12)));
      return (Arguments){(heads() ? -1 : 1) * digits * exp2(-below(20)), 1 + below(8)};
    case 5:  // beside the root of a tie
      digits = (0x1000000 + below(0x1000000) + 0.5) * exp2(below(40) - 44);
      y = heads() ? 2 + below(30) : 0.25 * (1 + below(60));
      return (Arguments){beside_float(pow(digits, 1 / y), 1), y};
    case 6:  // the edges of the 16 intervals
      x = ldexp(beside_float(float_of(0x3f330000 + ((uint32_t)below(17) << 19)), 3), below(276) - 149);
      break;
    case 7: x = beside_float(1, 1 + (1 << below(20))); break;
    case 8: x = float_of((uint32_t)(draw() >> (41 + below(20)))); break;  // subnormal
    default: x = exp2(uniform(-149, 128));
  }
  switch (below(6)) {
    case 0: return reaching((float)x, uniform(-151, -125));  // subnormal results
    case 1: return reaching((float)x, uniform(127.9999, 128.0001));  // overflow
    case 2: return reaching((float)x, (below(9000) - 4850 + 0.5) / 32 + uniform(-1e-6, 1e-6));  // between two of exp2_128
    case 3: return reaching((float)x, -126 - below(25) + uniform(-1e-6, 1e-6));
    default: return reaching((float)x, uniform(-152, 130));
  }
}

static Arguments unary_arguments(void) {
  switch (below(8)) {
    case 0: return (Arguments){float_of((uint32_t)draw()), 0};
    case 1: return (Arguments){limit(), 0};
    case 2: return (Arguments){ldexp(beside_float(float_of(0x3f330000 + ((uint32_t)below(17) << 19)), 3), below(276) - 149), 0};
    case 3: return (Arguments){beside_float(below(200) * 0x1.921fb54442d18p-1, 3), 0};  // multiples of pi / 4
    case 4: return (Arguments){uniform(0, 3.2), 0};
    case 5: return (Arguments){0x1.921fb6p1f * (float)(below(1000) / (1.0 + below(1000))), 0};  // as in CosineDecay
    case 6: return (Arguments){beside_float(1, 1 + (1 << below(24))), 0};
    default: return (Arguments){(heads() ? -1 : 1) * exp2(uniform(-149, 128)), 0};
  }
}

static Arguments pow_arguments(void) {
  double x, y, digits;
  switch (below(12)) {
    case 0: return (Arguments){number(draw()), number(draw())};
    case 1: return (Arguments){limit(), heads() ? limit() : below(20) - 10};
    case 2: return (Arguments){(float)beta(), 1 + below(10000)};  // as in R-POWER-3
    case 3: return (Arguments){uniform(0, 2), uniform(-30, 30)};
    case 4:
      digits = 1 + 2 * below(1 << (1 + below(27)));
      return (Arguments){(heads() ? -1 : 1) * digits * exp2(-below(40)), 1 + below(12)};
    case 5:  // beside the root of a tie
      digits = ((1 << 30) + below(1 << 30) + 0.5) * exp2(below(40) - 44);
      y = heads() ? 2 + below(30) : 0.25 * (1 + below(60));
      return (Arguments){beside(pow(digits, 1 / y), 2), y};
    case 6:  // the edges of the 128 intervals
      x = ldexp(beside(number(0x3fe6955500000000 + ((uint64_t)below(129) << 45)), 3), below(2097) - 1074);
      break;
    case 7: x = heads() ? beside(1, 1 << below(30)) : 1 + ldexp(uniform(-1, 1), -below(53)); break;
    case 8: x = number(draw() >> (13 + below(50))); break;  // subnormal
    default: x = exp2(uniform(-1074, 1024));
  }
  switch (below(8)) {
    case 0: return reaching(x, uniform(-1076, -1020));
    case 1: return reaching(x, uniform(1023.99999, 1024.00001));
    case 2: return reaching(x, (below(268000) - 137000 + 0.5) / 128 + uniform(-1e-9, 1e-9));
    case 3: return reaching(x, -1022 - below(54) + uniform(-1e-9, 1e-9));
    case 4: return reaching(x, (heads() ? 1 : -1) * 512 * 0x1.71547652b82fep0 * (1 + uniform(-1e-9, 1e-9)));
    case 5: return reaching(x, exp2(uniform(-70, 0)) * (heads() ? 1 : -1));
    default: return reaching(x, uniform(-1077, 1025));
  }
}

// Factors and a sum within the conditions of B.2, of which many cancel or make a tie.
static void fma_arguments(double *a, double *b, double *c) {
  static const double few[] = {1, 1.5, 0x1.0000000000001p0, 0x1.fffffffffffffp-1, 0x1.0000002p0, 2, 0.5};
#define FEW few[below(7)]
#define DIGITS (heads() ? 1 + (double)(draw() >> (12 + below(52))) * 0x1p-52 : 2 - exp2(-1 - below(52)))
#define SIGN (heads() ? -1 : 1)
  int e = below(1800) - 900, low = -967 - e > -1000 ? -967 - e : -1000, high = 1018 - e < 990 ? 1018 - e : 990;
  switch (below(4)) {
    case 0:  // over the whole range
      *a = SIGN * ldexp(DIGITS, e), *b = SIGN * ldexp(DIGITS, low + below(high - low + 1));
      *c = SIGN * ldexp(DIGITS, below(2043) - 1022);
      return;
    case 1:  // a product just beside half a unit in the last place of the sum
      *a = SIGN * FEW * 0x1p-53, *b = FEW, *c = SIGN * DIGITS;
      return;
    case 2:
      *a = SIGN * DIGITS, *b = SIGN * DIGITS, *c = -*a * *b * FEW;
      return;
    default:
      *a = SIGN * DIGITS, *b = SIGN * DIGITS, *c = SIGN * ldexp(DIGITS, below(240) - 120);
  }
}
