"""Mutants of the loops: each changes what is computed, or only how it is rounded."""

from scripts.check.mutations.mutant import mutants

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
    ("sum: packets of 4 in float32", "foldsInFloat) = (8, 8 * 1024, false)", "foldsInFloat) = (4, 8 * 1024, false)"),
    ("sum: packets of 8 in float64", "foldsInFloat) = (4, 4 * 1024, false)", "foldsInFloat) = (8, 4 * 1024, false)"),
    ("sum: float16 folded in float16", "(8, 8 * 200, true)", "(8, 8 * 200, false)"),
    ("sum: longer leaves in float16", "(8, 8 * 200, true)", "(8, 8 * 1024, true)"),
    ("sum: no halves", "guard range.count > leaf else", "guard range.count < 0 else"),
    ("sum: halves of any length", "min(packet * ((middle + packet - 1) / packet), range.upperBound)", "middle"),
    ("sum: bfloat16 in bfloat16", "return values.dtype == .bfloat16", "return values.count < 0"),
    ("sum: rest first into the lanes", "return rest + fold(lanes)", "lanes[0] = lanes[0] + rest\n      return fold(lanes)"),
    ("sum: neighbours folded", "lanes[lane] + lanes[lane + width]", "lanes[2 * lane] + lanes[2 * lane + 1]"),
    ("sum: not squared", "elements[index] * elements[index]", "N(rounding: elements[index].exact)"),
)  # fmt: skip

AXES = [
    *mutants(
        KERNELS + "AxisReduction.swift",
        ("axes: those of one element stay", "where extent != 1", "where extent >= 0"),
        ("axes: neighbours apart", "reduces == reducesLast", "reduces == reducesLast, extent < 0"),
    ),
    *mutants(
        KERNELS + "AxisSum.swift",
        ("axes: four accumulators from 8 terms", "count >= 16", "count >= 8"),
        ("axes: columns one term after the other", "isPacked, count >= 16", "isPacked, count < 0"),
        ("axes: accumulators in pairs", "((a + b) + c) + d", "(a + b) + (c + d)"),
        ("axes: packets over the end of a row", "start % width + packet <= width", "packet <= width"),
        ("axes: the last columns in packets", "index < result.count - result.count % order.packet", "index < result.count"),
        (
            "axes: inner run fastest around the middle",
            "for inner in 0..<runs[2] {\n      for outer in 0..<runs[0] {",
            "for outer in 0..<runs[0] {\n      for inner in 0..<runs[2] {",
        ),
        ("axes: bfloat16 in bfloat16", "values.dtype == .bfloat16", "values.count < 0"),
    ),
    *mutants(
        KERNELS + "ConstraintLoops.swift",
        ("constraint: norm without epsilon", "desired / (e + n[i])", "desired / n[i]"),
        ("constraint: bounds exchanged", "below < low ? low : below", "low < below ? low : below"),
        ("constraint: 1 - rate in the dtype", "N(rounding: rates.1)", "(N(rounding: 1) - N(rounding: rates.0))"),
        ("constraint: by the reciprocal", "w[start + i] / (e + factor)", "w[start + i] * (N(rounding: 1) / (e + factor))"),
        ("constraint: no root", "v[i] = v[i].root", "v[i] = v[i]"),
    ),
]  # fmt: skip

ROWS = [
    *mutants(
        KERNELS + "RowLoops.swift",
        ("rows: the last wins", "r[row * width + column] + (squared", "N(rounding: 0) + (squared"),
        ("rows: squares of sums", "squared ? value * value : value", "value"),
        ("rows: velocity of the gradient's squares", "(s[i] - v[i]) * c2", "(g[i] * g[i] - v[i]) * c2"),
        ("rows: forget the largest", "hat[i] = maximum(hat[i], v[i])", "hat[i] = v[i]"),
    ),
    *mutants(
        KERNELS + "FiniteLoops.swift",
        ("finite: infinity too", "!(v[$0] - v[$0]).isNaN", "!v[$0].isNaN"),
        ("finite: in the first of the rows", "rows.indices.reversed()", "rows.indices"),
    ),
    *mutants(
        KERNELS + "MaximumLoops.swift",
        ("larger: packets of 4 in float32", "case .float32: (packet, packetsPreferSecond, restIsFlushed) = (8,", "case .float32: (packet, packetsPreferSecond, restIsFlushed) = (4,"),
        ("larger: the first of equal numbers", "isInPacket && packetsPreferSecond", "isInPacket && packet == 0"),
        ("larger: the second of equal numbers after packets", "isInPacket && packetsPreferSecond", "packetsPreferSecond"),
        ("larger: lose NaN", "a < b || b.isNaN ? b : a", "a < b ? b : a"),
        ("larger: keep subnormals", "isInPacket || restIsFlushed ? larger.flushed : larger", "larger"),
        ("larger: flush subnormals of bfloat16", "isInPacket || restIsFlushed ? larger.flushed : larger", "larger.flushed"),
    ),
]  # fmt: skip

MUTANTS = GRADIENT_LOOPS + WEIGHT_LOOPS + NUMBERS + SUMS + AXES + ROWS
