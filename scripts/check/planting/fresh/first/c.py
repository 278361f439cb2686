from scripts.check.planting.variant import mistake

UPDATE = "    x->w[i] -= m[i] * alpha / (sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon);\n"
MOMENT = "    m[i] += (g[i] - m[i]) * rate_1;\n"

MISTAKES = (
    mistake("fused by gcc", "clipnorm never goes on to the next variable's norm", "R-CLIP-NORM-1",
            "q = g ? sums[present++] : 0", "q = g ? sums[present] : 0"),
    mistake("double", "the global norm is the root of the mean over variables", "R-CLIP-GLOBAL-1",
            "sqrtf(total(sums, 0, present))", "sqrtf(total(sums, 0, present) / present)"),
    mistake("fused by clang", "the decay takes the corrected step size", "R-DECAY-1",
            "x->w[i] * decay * o.rate", "x->w[i] * decay * alpha"),
    mistake("sums in order", "iterations already count the present call", "R-ACCUMULATE-5 R-BIAS-1",
            "long long iterations = o.raw / o.n;", "long long iterations = (o.raw + 1) / o.n;"),
    mistake("subnormals kept", "the velocity is of the distance from the momentum", "R-VELOCITY-1",
            "v[i] += (g[i] * g[i] - v[i]) * rate_2;", "v[i] += ((g[i] - m[i]) * (g[i] - m[i]) - v[i]) * rate_2;"),
    mistake("all, float", "the update takes the momentum of the step before", "R-UPDATE-1",
            MOMENT, "", UPDATE, UPDATE + MOMENT),
    mistake("all, double", "the average's momentum is the share of the new weight", "R-EMA-1",
            "k * average[i] + (1 - k) * x->w[i]", "(1 - k) * average[i] + k * x->w[i]"),
    mistake("double", "the learning rate of the state is not restored", "R-STATE-2",
            '  if (get(state, "learning_rate")->type) o.rate = *read_n_floats(get(state, "learning_rate"), 1);\n', ""),
    mistake("fused by gcc", "the velocity itself goes on from the largest one", "R-AMSGRAD-1",
            "vhat[i] = larger(vhat[i], v[i]);", "v[i] = vhat[i] = larger(vhat[i], v[i]);"),
    mistake("all, float", "only calls that update are unscaled", "R-SCALE-1 R-ACCUMULATE-2",
            "if (!isnan(o.loss_scale)) g[i]", "if (updates && !isnan(o.loss_scale)) g[i]"),
)
