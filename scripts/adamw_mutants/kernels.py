"""Mutants of the loops: each changes what is computed, or only how it is rounded."""

from adamw_mutants.mutant import mutants

KERNELS = "Sources/OptimizerKernels/"

GRADIENT_LOOPS = mutants(
    KERNELS + "GradientLoops.swift",
    ("divide: by the reciprocal", "r[i] = g[i] / d }", "r[i] = g[i] * (N(rounding: 1) / d) }"),
    ("accumulate: overwrite", "a[i] = g[i] + a[i]", "a[i] = g[i]"),
    ("mean: divide first", "(g[i] + a[i]) / n", "g[i] / n + a[i] / n"),
    ("scale: divide first", "(g[i] * c) / d", "g[i] * (c / d)"),
    ("clamp: from zero", "N(rounding: -limit)", "N(rounding: 0)"),
    ("clamp: no upper limit", "high < g[i] ? high", "high < low ? high"),
    ("clamp: keep subnormals", "i < flushed ? clamped.flushed : clamped", "i < flushed ? clamped : clamped"),
    ("clamp: lose NaN", "high < g[i] ? high : g[i]", "g[i] < high ? g[i] : high"),
    ("cast: flush subnormals", "s[i].cast(to: number)", "s[i].flushed.cast(to: number)"),
)

WEIGHT_LOOPS = mutants(
    KERNELS + "WeightLoops.swift",
    ("decay: constants first", "w[i] - (w[i] * wd) * lr", "w[i] - w[i] * (wd * lr)"),
    ("decay: as one factor", "w[i] - (w[i] * wd) * lr", "w[i] * (N(rounding: 1) - wd * lr)"),
    (
        "velocity: two products",
        "v[i] = v[i] + (g[i] * g[i] - v[i]) * c2\n        w[i] = w[i] - update(m[i], v[i], a, e)",
        "v[i] = v[i] * (N(rounding: 1) - c2) + g[i] * g[i] * c2\n        w[i] = w[i] - update(m[i], v[i], a, e)",
    ),
    (
        "velocity with AMSGrad: two products",
        "v[i] = v[i] + (g[i] * g[i] - v[i]) * c2\n        hat",
        "v[i] = v[i] * (N(rounding: 1) - c2) + g[i] * g[i] * c2\n        hat",
    ),
    ("amsgrad: forget the largest", "maximum(hat[i], v[i])", "v[i]"),
    ("amsgrad: not used", "update(m[i], hat[i], a, e)", "update(m[i], v[i], a, e)"),
    ("update: epsilon within the root", "(velocity.root + epsilon)", "(velocity + epsilon).root"),
    (
        "update: divide alpha first",
        "(momentum * alpha) / (velocity.root + epsilon)",
        "momentum * (alpha / (velocity.root + epsilon))",
    ),
    (
        "update: alpha last",
        "(momentum * alpha) / (velocity.root + epsilon)",
        "(momentum / (velocity.root + epsilon)) * alpha",
    ),
    ("average: as a step", "kept * a[i] + new * w[i]", "a[i] + new * (w[i] - a[i])"),
    ("average: 1 - momentum in double", "N(rounding: 1) - kept", "N(rounding: 1 - momentum)"),
    ("maximum: lose NaN", "a < b || b.isNaN ? b : a", "a < b ? b : a"),
    ("maximum: keep subnormals", "(a < b || b.isNaN ? b : a).flushed", "a < b || b.isNaN ? b : a"),
)

NUMBERS = [
    *mutants(
        KERNELS + "Half.swift",
        ("float16: ties away from zero", "&+ 0xFFF &+ ((magnitude >> 13) & 1)", "&+ 0x1000"),
        ("float16: overflow too early", "magnitude < 0x477F_F000", "magnitude < 0x477F_E000"),
        ("float16: lose subnormals", "&- 0x3F00_0000", "&* 0"),
    ),
    *mutants(
        KERNELS + "BFloat16.swift",
        ("bfloat16: ties away from zero", "0x7FFF &+ ((bits >> 16) & 1)", "0x8000"),
        ("bfloat16: cut off", "bits &+ 0x7FFF &+ ((bits >> 16) & 1)", "bits"),
        ("bfloat16: NaN overflows", "value.isNaN ? quietNaN", "value.isNaN && quietNaN == 0 ? quietNaN"),
    ),
    *mutants(
        KERNELS + "Number.swift",
        ("half types: divide by the reciprocal", "Self(a.wide / b.wide)", "Self(a.wide * (1 / b.wide))"),
    ),
    *mutants(
        KERNELS + "FlushToZero.swift",
        ("subnormals kept", "flushing ? 0x1F80 | 0x8040 : 0x1F80", "0x1F80"),
        ("subnormal operands kept", "0x1F80 | 0x8040", "0x1F80 | 0x8000"),
        ("subnormal results kept", "0x1F80 | 0x8040", "0x1F80 | 0x0040"),
        ("subnormals flushed in callables", "environment(flushing: false, body)", "environment(flushing: true, body)"),
        ("environment not restored", "defer { fesetenv(&callers) }", ""),
    ),
]

SUMS = mutants(
    KERNELS + "Sum.swift",
    ("sum: packets of 4 in float32", "(packet, leaf, foldsInFloat) = (8, 8 * 1024, false)", "(packet, leaf, foldsInFloat) = (4, 8 * 1024, false)"),
    ("sum: packets of 8 in float64", "(packet, leaf, foldsInFloat) = (4, 4 * 1024, false)", "(packet, leaf, foldsInFloat) = (8, 4 * 1024, false)"),
    ("sum: float16 folded in float16", "(8, 8 * 200, true)", "(8, 8 * 200, false)"),
    ("sum: longer leaves in float16", "(8, 8 * 200, true)", "(8, 8 * 1024, true)"),
    ("sum: no halves", "guard range.count > leaf else", "guard range.count < 0 else"),
    ("sum: halves of any length", "min(packet * ((middle + packet - 1) / packet), range.upperBound)", "middle"),
    ("sum: bfloat16 in bfloat16", "return values.dtype == .bfloat16", "return values.count < 0"),
    ("sum: rest first into the lanes", "return rest + fold(lanes)", "lanes[0] = lanes[0] + rest\n      return fold(lanes)"),
    ("sum: neighbours folded", "lanes[lane] + lanes[lane + width]", "lanes[2 * lane] + lanes[2 * lane + 1]"),
    ("sum: not squared", "elements[index] * elements[index]", "N(rounding: elements[index].exact)"),
)  # fmt: skip

MUTANTS = GRADIENT_LOOPS + WEIGHT_LOOPS + NUMBERS + SUMS
