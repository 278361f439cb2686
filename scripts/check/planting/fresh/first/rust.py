from scripts.check.planting.variant import mistake

MISTAKES = (
    mistake("f64", "both powers are of beta_1", "R-BIAS-2 R-POWER-1",
            "f(beta_2).power(t)", "f(beta_1).power(t)"),
    mistake("sums in order", "a variable without a gradient decays too", "R-DECAY-2 R-APPLY-2",
            "            if let Some(decay) = *decay { w[k] = w[k] - (w[k] * decay) * self.rate; }\n", "",
            "        for (k, &g) in g.iter().flatten().enumerate() {\n",
            "        if let Some(decay) = *decay {\n"
            "            for x in w.iter_mut() { *x = *x - (*x * decay) * self.rate; }\n"
            "        }\n"
            "        for (k, &g) in g.iter().flatten().enumerate() {\n"),
    mistake("subnormals kept", "the mean divides the sum before the last gradient is added", "R-ACCUMULATE-3",
            "*x = (*x + *sum) / f(self.n as f64);", "*x = *x + *sum / f(self.n as f64);"),
    mistake("all, f32", "epsilon is a lower bound of the root", "R-UPDATE-1",
            "(vhat[k].sqrt() + epsilon)", "vhat[k].sqrt().max(epsilon)"),
    mistake("all, f64", "every micro-step decays", "R-DECAY-2 R-ACCUMULATE-2",
            "            if let Some(decay) = *decay { w[k] = (ZERO - w[k] * decay).mul_add(self.rate, w[k]); }\n", "",
            "        for Variable { g, slots, .. } in variables.iter_mut() {\n",
            "        for Variable { w, g, slots, decay } in variables.iter_mut() {\n"
            "            if let (Some(decay), true) = (*decay, g.is_some()) {\n"
            "                for x in w.iter_mut() { *x = *x - (*x * decay) * self.rate; }\n"
            "            }\n"),
    mistake("f32, fused", "clipvalue has no lower bound", "R-CLIP-VALUE-1",
            "x.min(f(value)).max(f(-value))", "x.min(f(value))"),
    mistake("f64", "clipnorm divides by the norm without multiplying", "R-CLIP-NORM-1",
            "(*x * f(clipnorm)) / norm.max(f(clipnorm))", "*x / norm.max(f(clipnorm))"),
    mistake("sums in order", "overwriting counts calls instead of updates", "R-EMA-4 R-ACCUMULATE-5",
            "(iterations + 1) % frequency == 0", "(self.raw + 1) % frequency == 0"),
    mistake("subnormals kept", "weights and averages change places", "R-EMA-4 R-EMA-5",
            "x.w.copy_from_slice(&x.slots[AVERAGE])", "std::mem::swap(&mut x.w, &mut x.slots[AVERAGE])"),
    mistake("all, f32", "the restored counter is taken for one of updates", "R-STATE-2",
            'raw: state.number("iterations", 0.0) as u64,',
            'raw: state.number("iterations", 0.0) as u64 * steps.max(1),'),
)
