from scripts.check.planting.variant import mistake

MISTAKES = (
    mistake("f32, fused", "the decay comes after the update", "R-APPLY-1 R-DECAY-2",
            "            if let Some(decay) = *decay { w[k] = (ZERO - w[k] * decay).mul_add(self.rate, w[k]); }\n", "",
            "            w[k] = w[k] - (m[k] * alpha) / (vhat[k].sqrt() + epsilon);\n",
            "            w[k] = w[k] - (m[k] * alpha) / (vhat[k].sqrt() + epsilon);\n"
            "            if let Some(decay) = *decay { w[k] = (ZERO - w[k] * decay).mul_add(self.rate, w[k]); }\n"),
    mistake("f64", "the velocity squares the gradient's distance from the momentum, as AdaBelief", "R-VELOCITY-1",
            "v[k] = v[k] + (g * g - v[k]) * f(1.0 - beta_2);",
            "v[k] = v[k] + ((g - m[k]) * (g - m[k]) - v[k]) * f(1.0 - beta_2);"),
    mistake("sums in order", "the first call of each cycle updates instead of the last", "R-ACCUMULATE-1",
            "(self.raw + 1) % self.n == 0", "self.raw % self.n == 0"),
    mistake("subnormals kept", "global_clipnorm clips each variable by its own norm", "R-CLIP-GLOBAL-1",
            """        let norm = total(&sums, 0).sqrt();
        let factor = f(global) * (ONE / norm).min(f(1.0 / global)) + (norm - norm);
""", "",
            "            let norm = if q.0 > 0.0 { q.sqrt() } else { q };\n",
            "            let norm = if q.0 > 0.0 { q.sqrt() } else { q };\n"
            "            let factor = f(global) * (ONE / norm).min(f(1.0 / global)) + (norm - norm);\n"),
    mistake("all, f32", "amsgrad keeps the maximum of the corrected velocity", "R-AMSGRAD-1",
            "vhat[k].max(v[k])", "vhat[k].max(v[k] / (ONE - p2))"),
    mistake("all, f64", "variables without a gradient are decayed too", "R-APPLY-2 R-DECAY-2",
            "            if let Some(decay) = *decay { w[k] = (ZERO - w[k] * decay).mul_add(self.rate, w[k]); }\n", "",
            "        for (k, &g) in g.iter().flatten().enumerate() {\n",
            "        if let Some(decay) = *decay {\n"
            "            for w in w.iter_mut() { *w = (ZERO - *w * decay).mul_add(self.rate, *w); }\n"
            "        }\n"
            "        for (k, &g) in g.iter().flatten().enumerate() {\n"),
    mistake("f64", "the state's iterations are not restored", "R-STATE-2",
            'raw: state.number("iterations", 0.0) as u64', "raw: 0"),
    mistake("subnormals kept", "clipvalue loses the sign of what it clips", "R-CLIP-VALUE-1",
            "x.min(f(value)).max(f(-value))", "if x.0.abs() > f(value).0 { f(value) } else { *x }"),
    mistake("sums in order", "the overwriting comes one update late (iterations % frequency)", "R-EMA-4",
            "(iterations + 1) % frequency == 0", "iterations % frequency == 0"),
    mistake("f32, fused", "only what is excluded by name and by variable is not decayed", "R-DECAY-3 R-DECAY-4",
            '!no_decay && !named && !excluded["variables"].items().contains(&Json::Number(i as f64))',
            '!no_decay && !(named && excluded["variables"].items().contains(&Json::Number(i as f64)))'),
)
