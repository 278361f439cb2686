import static java.lang.Math.fma;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * glibc's powf, cosf, logf and pow to the bit, in doubles: the formulas and figures of Appendix B of the specification.
 *
 * powf, cosf and logf give the double of which the C library has the float32. Who calls them rounds and flushes it (2.4),
 * and flushes what pow gives (B.8). Nothing is fused but what is written as `fma`.
 */
class Powers {
    static final Map<String, Object> FIGURES = figures();
    static final double[] INVERSE_16 = list("inverse_16"), LOG2_16 = list("log2_16"), LN_16 = list("ln_16");
    static final double[] POWF_LOG2 = list("powf_log2"), POWF_EXP2 = list("powf_exp2"), LOGF_LN = list("logf_ln");
    static final double[] COSF_COS = list("cosf_cos"), COSF_SIN = list("cosf_sin");
    static final double QUARTER_TURNS = one("quarter_turns"), HALF_PI = one("half_pi"), LN2 = one("ln2");
    static final BigInteger FOUR_OVER_PI = new BigInteger((String) FIGURES.get("four_over_pi"), 16);
    static final double[] INVERSE_128 = list("inverse_128"), LN_128 = list("ln_128"), LN_TAIL_128 = list("ln_tail_128");
    static final double[] EXP2_128 = list("exp2_128"), EXP2_TAIL_128 = list("exp2_tail_128");
    static final double[] POW_LN = list("pow_ln"), POW_EXP = list("pow_exp");
    static final double LN2_HIGH = one("ln2_high"), LN2_LOW = one("ln2_low"), STEPS_PER_E = one("steps_per_e");
    static final double MINUS_STEP_HIGH = one("minus_step_high"), MINUS_STEP_LOW = one("minus_step_low");

    static Map<String, Object> figures() {
        try (var file = Powers.class.getResourceAsStream("powers.json")) {
            return Port.object(new Json(new String(file.readAllBytes(), "UTF-8")).whole());
        } catch (java.io.IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }

    static double figure(Object bits) { return number(Long.parseUnsignedLong((String) bits, 16)); }
    static double one(String name) { return figure(FIGURES.get(name)); }
    static double[] list(String name) {
        return ((List<?>) FIGURES.get(name)).stream().mapToDouble(Powers::figure).toArray();
    }

    static long bits(double x) { return Double.doubleToRawLongBits(x); }
    static double number(long bits) { return Double.longBitsToDouble(bits); }
    static double powerOfTwo(int k) { return number((long) (k + 1023) << 52); }

    /** x = 2^k * z, and z is in interval i of 2^width. */
    record Split(int k, int i, double z) {
        static Split of(double x, long start, int width) {
            long t = bits(x) - start, k = t >> 52;
            return new Split((int) k, (int) (t >> (52 - width)) & ((1 << width) - 1), number(bits(x) - (k << 52)));
        }
    }

    static boolean isWhole(double y) {
        y = Math.abs(y);
        return y >= 0x1p52 || y + 0x1p52 - 0x1p52 == y;
    }

    static double sign(double x, double y) { return isWhole(y) && !isWhole(y / 2) && bits(x) < 0 ? -1 : 1; }

    /** The power where it needs no computing, else null (B.3). */
    static Double known(double x, double y) {
        double a = Math.abs(x);
        if (y == 0 || x == 1) return 1.0;
        if (Double.isNaN(x) || Double.isNaN(y)) return Double.NaN;
        if (Double.isInfinite(y)) return a == 1 ? 1 : (a < 1) == (y > 0) ? 0 : Double.POSITIVE_INFINITY;
        if (a == 0 || Double.isInfinite(a)) return sign(x, y) * ((a == 0) == (y > 0) ? 0 : Double.POSITIVE_INFINITY);
        return x < 0 && !isWhole(y) ? Double.NaN : null;
    }

    static double powf(float x, float y) { // R-POWER-1, R-POWER-2
        Double known = known(x, y);
        if (known != null) return known;
        double sign = sign(x, y), a = Math.abs(x);
        if (a < Float.MIN_NORMAL) a = 0x1p-150; // what glibc sees in a subnormal base (B.8)
        Split s = Split.of(a, 0x3fe6600000000000L, 4);
        double[] A = POWF_LOG2, C = POWF_EXP2;
        double r = fma(s.z, INVERSE_16[s.i], -1), r2 = r * r;
        double q = fma(r2, fma(A[2], r, A[3]), fma(r, A[4], LOG2_16[s.i] + s.k));
        double e = y * fma(fma(A[0], r, A[1]), r2 * r2, q);
        if (e > 0x1.fffffffd1d571p+6) return sign * Double.POSITIVE_INFINITY;
        if (e < -149) return sign * (e <= -150 ? 0 : 0x1p-149);
        double n = (e + 0x1.8p47) - 0x1.8p47, f = e - n;
        int j = (int) (32 * n);
        double p = fma(fma(C[0], f, C[1]), f * f, fma(f, C[2], 1));
        return sign * (p * (EXP2_128[4 * (j & 31)] * powerOfTwo(j >> 5)));
    }

    static double logf(float x) {
        if (!(x > 0 && x < Float.POSITIVE_INFINITY)) return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
        Split s = Split.of(x, 0x3fe6600000000000L, 4);
        double[] B = LOGF_LN;
        double r = fma(s.z, INVERSE_16[s.i], -1), r2 = r * r;
        return fma(r2, fma(B[0], r2, fma(B[1], r, B[2])), fma(s.k, LN2, LN_16[s.i]) + r);
    }

    static double cosf(float x) {
        float a = Math.abs(x);
        if (!(a < Float.POSITIVE_INFINITY)) return Double.NaN;
        if (a < 0x1p-12f) return 1;
        int n = 0; // of quarter turns; r is what is left of the angle
        double r = x;
        if (a >= 120) {
            int bits = Float.floatToRawIntBits(a), E = bits >> 23;
            BigInteger m = BigInteger.valueOf(bits & 0x7fffff | 0x800000).shiftLeft(E % 8);
            BigInteger window = FOUR_OVER_PI.shiftRight(8 * (15 - (E >> 3) % 16));
            window = window.mod(BigInteger.ONE.shiftLeft(96));
            long turns = m.multiply(window).shiftRight(32).longValue() + (1L << 61);
            n = (int) (turns >>> 62);
            r = ((turns & (1L << 62) - 1) - (1L << 61)) * (HALF_PI * 0x1p-62);
        } else if (a >= 0.75f) {
            n = ((int) (r * QUARTER_TURNS) + (1 << 23)) >> 24;
            r = fma(-n, HALF_PI, r);
        }
        double[] c = COSF_COS, s = COSF_SIN;
        double r2 = r * r, r4 = r2 * r2;
        if (n % 2 == 0) {
            double y = fma(fma(r2, c[4], c[3]), r2 * r4, fma(r4, c[2], fma(r2, c[1], c[0])));
            return (n & 2) != 0 ? -y : y;
        }
        r = (n & 3) == 1 ? -r : r;
        double r3 = r2 * r;
        return fma(fma(r2, s[2], s[1]), r2 * r3, fma(r3, s[0], r));
    }

    /** The logarithm as the sum of two doubles (B.7). */
    static double[] logPair(double x) {
        Split s = Split.of(x, 0x3fe6955500000000L, 7);
        double[] A = POW_LN;
        double r = fma(s.z, INVERSE_128[s.i], -1), t1 = fma(s.k, LN2_HIGH, LN_128[s.i]), t2 = t1 + r;
        double low1 = fma(s.k, LN2_LOW, LN_TAIL_128[s.i]), low2 = t1 - t2 + r;
        double h = -0.5 * r, h2 = r * h, high = t2 + h2;
        double low3 = fma(h, r, -h2), low4 = t2 - high + h2;
        double p = fma(h2, fma(h2, fma(r, A[5], A[4]), fma(r, A[3], A[2])), fma(r, A[1], A[0]));
        double low = fma(r * h2, p, low1 + low2 + low3 + low4), y = high + low;
        return new double[] {y, high - y + low};
    }

    static double expPair(double x, double tail) { // e^(x + tail)
        double a = Math.abs(x);
        double[] C = POW_EXP;
        if (a < 0x1p-54) return 1;
        if (a >= 1024) return x > 0 ? Double.POSITIVE_INFINITY : 0;
        double n = fma(x, STEPS_PER_E, 0x1.8p52) - 0x1.8p52;
        double r = fma(n, MINUS_STEP_LOW, fma(n, MINUS_STEP_HIGH, x)) + tail, r2 = r * r;
        int j = (int) n, i = j & 127, k = j >> 7;
        double q = fma(fma(r, C[3], C[2]), r2 * r2, fma(fma(r, C[1], C[0]), r2, EXP2_TAIL_128[i] + r));
        if (a < 512) {
            double s = EXP2_128[i] * powerOfTwo(k);
            return fma(q, s, s);
        }
        if (k >= 0) { // 2^k may be too large
            double s = EXP2_128[i] * powerOfTwo(k - 1009);
            return 0x1p1009 * fma(s, q, s);
        }
        double s = EXP2_128[i] * powerOfTwo(k + 1022), t = s * q, y = s + t;
        if (y >= 1) return 0x1p-1022 * y;
        double low = s - y + t, high = 1 + y; // subnormal: rounded once, at the place of its last bit
        return 0x1p-1022 * ((1 - high + y + low + high) - 1);
    }

    static double pow(double x, double y) { // R-POWER-3; x is no subnormal
        Double known = known(x, y);
        if (known != null) return known;
        double sign = sign(x, y), a = Math.abs(x);
        if (a == 1 || Math.abs(y) < 0x1p-65) return sign;
        if (Math.abs(y) >= 0x1p63) return (a > 1) == (y > 0) ? Double.POSITIVE_INFINITY : 0;
        double[] log = logPair(a);
        double h = y * log[0];
        return sign * expPair(h, fma(y, log[1], fma(y, log[0], -h)));
    }
}
