from scripts.check.planting.variant import mistake

MISTAKES = (
    mistake("fused by gcc", "epsilon is added inside the root", "R-UPDATE-1",
            "(sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon)",
            "sqrtf((o.has[VELOCITY_HAT] ? vhat[i] : v[i]) + epsilon)"),
    mistake("fused by clang", "the decay is not multiplied by the learning rate", "R-DECAY-1",
            "x->w[i] -= x->w[i] * decay * o.rate;", "x->w[i] -= x->w[i] * decay;"),
    mistake("sums in order", "clipnorm measures all gradients together, as PyTorch's clip_grad_norm_",
            "R-CLIP-NORM-1",
            "larger(norm, c)", "larger(size, c)"),
    mistake("subnormals kept", "accumulators of variables without a gradient are not emptied", "R-ACCUMULATE-4",
            """      if (x->g) step(x, (float)(iterations + 1));
      memset(x->slot[ACCUMULATOR], 0, x->n * sizeof(float));
""",
            """      if (!x->g) continue;
      step(x, (float)(iterations + 1));
      memset(x->slot[ACCUMULATOR], 0, x->n * sizeof(float));
"""),
    mistake("double", "the overwriting counts calls instead of updates", "R-EMA-4 R-ACCUMULATE-5",
            "(iterations + 1) % o.frequency == 0", "(o.raw + 1) % o.frequency == 0"),
    mistake("double", "the velocity moves at the momentum's rate", "R-VELOCITY-1",
            "(g[i] * g[i] - v[i]) * rate_2", "(g[i] * g[i] - v[i]) * rate_1",
            ", rate_2 = 1 - o.beta_2", ""),
    mistake("all, float", "the bias correction counts calls instead of updates", "R-ACCUMULATE-5 R-BIAS-1",
            "step(x, (float)(iterations + 1))", "step(x, (float)(o.raw + 1))"),
    mistake("all, double", "an empty list applies the gradients of the call before", "R-APPLY-4",
            "if (list->count) FLUSHED(apply());", "if (list->type == '[') FLUSHED(apply());"),
    mistake("all, float", "the default weight decay is PyTorch's 0.01", "R-DEFAULT-WEIGHT-DECAY",
            "adam ? NAN : 0.004", "adam ? NAN : 0.01"),
    mistake("fused by clang", "amsgrad's maximum is kept but the update divides by the velocity",
            "R-AMSGRAD-1 R-UPDATE-1",
            "sqrtf(o.has[VELOCITY_HAT] ? vhat[i] : v[i])", "sqrtf(v[i])"),
)
