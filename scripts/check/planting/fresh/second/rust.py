from scripts.check.planting.variant import mistake

MISTAKES = (
    mistake("f32, fused", "the momentum that is kept is the one corrected for bias", "R-MOMENTUM-1 R-BIAS-2",
            "let alpha = (self.rate * (ONE - p2).sqrt()) / (ONE - p1);", "let alpha = self.rate * (ONE - p2).sqrt();",
            "m[k] = (g - m[k]).mul_add(f(1.0 - beta_1), m[k]);",
            "m[k] = (g - m[k]).mul_add(f(1.0 - beta_1), m[k]) / (ONE - p1);"),
    mistake("f32, fused", "the velocity is of the gradient's distance from the momentum", "R-VELOCITY-1",
            "v[k] = g.mul_add(g, ZERO - v[k])", "v[k] = (g - m[k]).mul_add(g - m[k], ZERO - v[k])"),
    mistake("f64", "the first call of a cycle updates, not the last", "R-ACCUMULATE-1",
            "(self.raw + 1) % self.n == 0", "self.raw % self.n == 0"),
    mistake("f64", "the step number goes up with every variable", "R-BIAS-1",
            "            for x in variables.iter_mut() {\n                self.step(x, f((iterations + 1) as f64));\n",
            """            let mut t = iterations * variables.len() as u64;
            for x in variables.iter_mut() {
                t += 1;
                self.step(x, f(t as f64));
"""),
    mistake("sums in order", "a global norm that is not finite makes gradients zero", "R-CLIP-GLOBAL-2",
            "let factor = f(global) * (ONE / norm).min(f(1.0 / global)) + (norm - norm);",
            """let mut factor = f(global) * (ONE / norm).min(f(1.0 / global));
        if !norm.0.is_finite() { factor = ZERO; }"""),
    mistake("sums in order", "negative clip arguments clip", "R-CLIP-OFF-1",
            "if !(clipnorm > 0.0 || global > 0.0 || value > 0.0) { return; }",
            "if clipnorm == 0.0 && global == 0.0 && value == 0.0 { return; }",
            "*x = if clipnorm > 0.0 {", "*x = if clipnorm != 0.0 {",
            "} else if global > 0.0 {", "} else if global != 0.0 {"),
    mistake("subnormals kept", "a call with a gradient that is not finite is skipped", "R-APPLY-3 R-CLIP-VALUE-2",
            "        let (iterations, updates) =",
            """        if variables.iter().flat_map(|x| x.g.iter().flatten()).any(|x| !x.0.is_finite()) { return; }
        let (iterations, updates) ="""),
    mistake("subnormals kept", "averages and accumulators are not restored", "R-STATE-2",
            "in x.slots.iter_mut().zip(SLOTS) {", "in x.slots.iter_mut().zip(SLOTS).take(AVERAGE) {"),
    mistake("all, f32", "an overwriting frequency is obeyed without use_ema", "R-EMA-6",
            "if frequency > 0 && (iterations + 1) % frequency == 0 { self.finalize(variables); }",
            """if frequency > 0 && (iterations + 1) % frequency == 0 {
            variables.iter_mut().for_each(|x| x.w.copy_from_slice(&x.slots[AVERAGE]));
        }"""),
    mistake("all, f32", "variables without a gradient are decayed too", "R-DECAY-2 R-APPLY-2",
            "                self.step(x, f((iterations + 1) as f64));\n",
            """                self.step(x, f((iterations + 1) as f64));
                if let (None, Some(decay)) = (&x.g, x.decay) {
                    for w in x.w.iter_mut() { *w = *w - (*w * decay) * self.rate; }
                }
"""),
    mistake("all, f64", "excluded names are compared as plain text, not as expressions", "R-DECAY-4",
            "            named |= pattern::is_found(text, &name)\n",
            "            named |= pattern::is_found(text, &name).map(|_| name.contains(text))\n"),
    mistake("all, f64", "an empty list of gradients is counted", "R-APPLY-4",
            "        if !gradients.is_empty() { // R-APPLY-4\n",
            "        if gradients.is_empty() && event[\"apply\"] != Json::Null { o.raw += 1; }\n"
            "        if !gradients.is_empty() { // R-APPLY-4\n"),
)
