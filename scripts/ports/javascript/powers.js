// glibc's powf, cosf, logf and pow to the bit, in doubles: the formulas and figures of Appendix B of the specification.
//
// powf, cosf and logf give the double of which the C library has the float32. Who calls them rounds and flushes it (2.4),
// and flushes what pow gives (B.8). Nothing is fused but what is written as `fma`.
"use strict";

const view = new DataView(new ArrayBuffer(8));
const bits = (x) => (view.setFloat64(0, x), view.getBigInt64(0));
const number = (n) => (view.setBigInt64(0, n), view.getFloat64(0));
const powerOfTwo = (k) => number(BigInt(k + 1023) << 52n);

const figure = (x) => (Array.isArray(x) ? x.map(figure) : /^[0-9a-f]{16}$/.test(x) ? number(BigInt("0x" + x)) : x);
const F = Object.fromEntries(Object.entries(require("./powers.json")).map(([name, x]) => [name, figure(x)]));

function twoSum(a, b) { // the sum and its rounding error
  const s = a + b, t = s - a;
  return [s, (a - (s - t)) + (b - t)];
}

function halves(a) {
  const t = a * 134217729, high = t - (t - a);
  return [high, a - high];
}

function fma(a, b, c) { // a * b + c, rounded once (B.2)
  const p = a * b, [ah, al] = halves(a), [bh, bl] = halves(b);
  const [u, v] = twoSum(c, ((ah * bh - p) + ah * bl + al * bh) + al * bl);
  const [h, m] = twoSum(p, u);
  const [low, lost] = twoSum(v, m), n = bits(low);
  // Rounded to odd, so that the last addition is the only one that rounds.
  return h + (lost !== 0 && (n & 1n) === 0n ? number(n + ((lost > 0) === (low > 0) ? 1n : -1n)) : low);
}

function split(x, start, width) { // x = 2^k * z, and z is in interval i of 2^width
  const t = bits(x) - start, k = t >> 52n;
  return [Number(k), Number((t >> BigInt(52 - width)) & ((1n << BigInt(width)) - 1n)), number(bits(x) - (k << 52n))];
}

const isWhole = (y) => Math.abs(y) >= 2 ** 52 || Math.abs(y) + 2 ** 52 - 2 ** 52 === Math.abs(y);

function knownPower(x, y) { // the power, or null where it must be computed, and its sign (B.3)
  const a = Math.abs(x), sign = isWhole(y) && !isWhole(y / 2) && (x < 0 || Object.is(x, -0)) ? -1 : 1;
  if (y === 0 || x === 1) return [1, sign];
  if (Number.isNaN(x) || Number.isNaN(y)) return [NaN, sign];
  if (Math.abs(y) === Infinity) return [a === 1 ? 1 : (a < 1) === (y > 0) ? 0 : Infinity, sign];
  if (a === 0 || a === Infinity) return [sign * ((a === 0) === (y > 0) ? 0 : Infinity), sign];
  return [x < 0 && !isWhole(y) ? NaN : null, sign];
}

function powf(x, y) { // R-POWER-1, R-POWER-2
  const [known, sign] = knownPower(x, y);
  if (known !== null) return known;
  const a = Math.abs(x) < 2 ** -126 ? 2 ** -150 : Math.abs(x); // what glibc sees in a subnormal base (B.8)
  const [k, i, z] = split(a, 0x3fe6600000000000n, 4);
  const A = F.powf_log2, C = F.powf_exp2, r = fma(z, F.inverse_16[i], -1), r2 = r * r;
  const q = fma(r2, fma(A[2], r, A[3]), fma(r, A[4], F.log2_16[i] + k));
  const e = y * fma(fma(A[0], r, A[1]), r2 * r2, q);
  if (e > 127.99999995700433) return sign * Infinity;
  if (e < -149) return sign * (e <= -150 ? 0 : 2 ** -149);
  const n = (e + 1.5 * 2 ** 47) - 1.5 * 2 ** 47, f = e - n, j = 32 * n;
  const p = fma(fma(C[0], f, C[1]), f * f, fma(f, C[2], 1));
  return sign * (p * (F.exp2_128[4 * (j & 31)] * powerOfTwo(j >> 5)));
}

function logf(x) {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x > 0 ? x : NaN;
  const [k, i, z] = split(x, 0x3fe6600000000000n, 4);
  const B = F.logf_ln, r = fma(z, F.inverse_16[i], -1), r2 = r * r;
  return fma(r2, fma(B[0], r2, fma(B[1], r, B[2])), fma(k, F.ln2, F.ln_16[i]) + r);
}

function reduced(x) { // the number of quarter turns, and what is left of the angle
  if (Math.abs(x) < 0.75) return [0, x];
  if (Math.abs(x) < 120) {
    const n = (Math.trunc(x * F.quarter_turns) + 2 ** 23) >> 24;
    return [n, fma(-n, F.half_pi, x)];
  }
  const n = bits(Math.abs(x)), E = Number(n >> 52n) - 896, m = ((n >> 29n) & 0x7fffffn) | 0x800000n; // as in float32
  const window = BigInt.asUintN(96, BigInt("0x" + F.four_over_pi) >> BigInt(8 * (15 - ((E >> 3) % 16))));
  const turns = BigInt.asUintN(64, (((m << BigInt(E % 8)) * window) >> 32n) + (1n << 61n));
  return [Number(turns >> 62n), Number(BigInt.asUintN(62, turns) - (1n << 61n)) * (F.half_pi * 2 ** -62)];
}

function cosf(x) {
  if (!(Math.abs(x) < Infinity)) return NaN;
  if (Math.abs(x) < 2 ** -12) return 1;
  const [n, left] = reduced(x), c = F.cosf_cos, s = F.cosf_sin, r2 = left * left, r4 = r2 * r2;
  if ((n & 1) === 0) {
    const y = fma(fma(r2, c[4], c[3]), r2 * r4, fma(r4, c[2], fma(r2, c[1], c[0])));
    return n & 2 ? -y : y;
  }
  const r = (n & 3) === 1 ? -left : left, r3 = r2 * r;
  return fma(fma(r2, s[2], s[1]), r2 * r3, fma(r3, s[0], r));
}

function logPair(x) { // the logarithm as the sum of two doubles (B.7)
  const [k, i, z] = split(x, 0x3fe6955500000000n, 7), A = F.pow_ln, r = fma(z, F.inverse_128[i], -1);
  const t1 = fma(k, F.ln2_high, F.ln_128[i]), t2 = t1 + r;
  const low1 = fma(k, F.ln2_low, F.ln_tail_128[i]), low2 = t1 - t2 + r;
  const h = -0.5 * r, h2 = r * h, high = t2 + h2;
  const low3 = fma(h, r, -h2), low4 = t2 - high + h2;
  const p = fma(h2, fma(h2, fma(r, A[5], A[4]), fma(r, A[3], A[2])), fma(r, A[1], A[0]));
  const low = fma(r * h2, p, low1 + low2 + low3 + low4), y = high + low;
  return [y, high - y + low];
}

function expPair(x, tail) { // e^(x + tail)
  const a = Math.abs(x), C = F.pow_exp;
  if (a < 2 ** -54) return 1;
  if (a >= 1024) return x > 0 ? Infinity : 0;
  const n = fma(x, F.steps_per_e, 1.5 * 2 ** 52) - 1.5 * 2 ** 52;
  const r = fma(n, F.minus_step_low, fma(n, F.minus_step_high, x)) + tail;
  const i = n & 127, k = n >> 7, r2 = r * r;
  const q = fma(fma(r, C[3], C[2]), r2 * r2, fma(fma(r, C[1], C[0]), r2, F.exp2_tail_128[i] + r));
  if (a < 512) {
    const s = F.exp2_128[i] * powerOfTwo(k);
    return fma(q, s, s);
  }
  if (k >= 0) { // 2^k may be too large
    const s = F.exp2_128[i] * powerOfTwo(k - 1009);
    return 2 ** 1009 * fma(s, q, s);
  }
  const s = F.exp2_128[i] * powerOfTwo(k + 1022), t = s * q, y = s + t;
  if (y >= 1) return 2 ** -1022 * y;
  const low = s - y + t, high = 1 + y; // subnormal: rounded once, at the place of its last bit
  return 2 ** -1022 * ((1 - high + y + low + high) - 1);
}

function pow(x, y) { // R-POWER-3; x is no subnormal
  const [known, sign] = knownPower(x, y), a = Math.abs(x);
  if (known !== null) return known;
  if (a === 1 || Math.abs(y) < 2 ** -65) return sign;
  if (Math.abs(y) >= 2 ** 63) return (a > 1) === (y > 0) ? Infinity : 0;
  const [high, low] = logPair(a), h = y * high;
  return sign * expPair(h, fma(y, low, fma(y, high, -h)));
}

module.exports = { fma, powf, cosf, logf, pow };
