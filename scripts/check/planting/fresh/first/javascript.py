from scripts.check.planting.variant import mistake

AVERAGE = """      slots.average.forEach((average, i) => {
        const { f, add, sub, mul } = this.dtypes[i], k = iterations ? f(a.ema_momentum) : 0;
        average?.forEach((x, j) => (average[j] = add(mul(k, x), mul(sub(1, k), this.w[i][j]))));
        if (average) note(i, "average", average);
      });
"""
SCALE = """    if (a.loss_scale_factor !== null) each(({ f, div }) => (x) => div(x, f(a.loss_scale_factor)), "gradient_unscaled");
"""
CALL = "    const prepared = [grads,"

MISTAKES = (
    mistake("stored as float32", "the velocity moves at the momentum's pace", "R-VELOCITY-1",
            "f(1 - a.beta_2)", "f(1 - a.beta_1)"),
    mistake("double", "the update looks ahead like Nesterov's", "R-UPDATE-1",
            "mul(m[k], alpha)", "mul(add(mul(f(a.beta_1), m[k]), mul(f(1 - a.beta_1), g[k])), alpha)"),
    mistake("sums in order", "excluded names must be whole names", "R-DECAY-4",
            'patterns.some((p) => p.test(name + ":0"))', "var_names.includes(name)"),
    mistake("subnormals kept", "the root is of both bias corrections", "R-BIAS-2",
            "div(mul(rate, sqrt(sub(1, p2))), sub(1, p1))", "mul(rate, sqrt(div(sub(1, p2), sub(1, p1))))"),
    mistake("all, stored", "all slots of a variable are one array", "R-STATE-1 R-MOMENTUM-1 R-VELOCITY-1",
            "    for (const name of names)\n",
            "    const zeros = this.w.map((w) => w.map(() => 0));\n    for (const name of names)\n",
            ": this.w.map((w) => w.map(() => 0));", ": zeros;"),
    mistake("all, double", "gradients are unscaled after clipping", "R-SCALE-1 R-APPLY-1",
            SCALE, "",
            "    return this.clip(grads, note);\n", f"    grads = this.clip(grads, note);\n{SCALE}    return grads;\n"),
    mistake("double", "a micro-step replaces what is accumulated", "R-ACCUMULATE-2",
            "(sums[i][k] = add(sums[i][k], x))", "(sums[i][k] = x)"),
    mistake("sums in order", "the averages move before the update", "R-EMA-1 R-APPLY-1",
            AVERAGE, "", CALL, "    if (a.use_ema) {\n" + AVERAGE + "    }\n" + CALL),
    mistake("subnormals kept", "overwritten weights share their array with the average", "R-EMA-4 R-EMA-5",
            "this.slots.average.map((average) => average.slice())", "this.slots.average.slice()"),
    mistake("all, stored", "the default momentum of averages is 0.999", "R-DEFAULT-EMA-MOMENTUM",
            "ema_momentum: 0.99,", "ema_momentum: 0.999,"),
)
