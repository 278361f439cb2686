from scripts.check.planting.variant import mistake

MISTAKES = (
    mistake("float64", "excluded names must match from their beginning", "R-DECAY-4",
            'p.search(v["name"] + ":0")', 'p.match(v["name"] + ":0")'),
    mistake("float64", "both powers are of beta_1", "R-BIAS-2 R-POWER-1",
            'F(LIBM.powf(F(a["beta_2"]), t))', 'F(LIBM.powf(F(a["beta_1"]), t))'),
    mistake("Python's floats", "the largest velocity is of those corrected for bias", "R-AMSGRAD-1",
            'np.maximum(s["velocity_hat"][i], v)', 'np.maximum(s["velocity_hat"][i], v / F(1 - p2))'),
    mistake("Python's floats", "global_clipnorm also scales short gradients up to the threshold",
            "R-CLIP-GLOBAL-1 R-CLIP-GLOBAL-3",
            "F(overall) * np.minimum(F(1) / size, self.inverse) + (size - size)",
            "F(overall) * (F(1) / size) + (size - size)"),
    mistake("sums in order", "the first velocity is the whole square of the gradient", "R-VELOCITY-1",
            '(g * g - s["velocity"][i]) * F(1 - a["beta_2"])',
            '(g * g - s["velocity"][i]) * F(1 - a["beta_2"] if t > 1 else 1)'),
    mistake("sums in order", "averages stand still on calls that do not update", "R-EMA-3 R-EMA-4",
            'if a["use_ema"]:', 'if a["use_ema"] and (self.raw + 1) % self.n == 0:'),
    mistake("subnormals kept", "gradients are unscaled only after clipping", "R-APPLY-1 R-SCALE-1",
            """        if a["loss_scale_factor"] is not None:
            grads = {i: g / F(a["loss_scale_factor"]) for i, g in grads.items()}
""", "",
            "                self.step(i, g, F(iterations + 1))\n",
            """                if a["loss_scale_factor"] is not None:
                    g = g / F(a["loss_scale_factor"])
                self.step(i, g, F(iterations + 1))
"""),
    mistake("subnormals kept", "finalize does nothing where averages do not overwrite regularly", "R-EMA-5",
            '        self.w[:] = self.slots.get("average", self.w)\n',
            """        if self.a["ema_overwrite_frequency"]:
            self.w[:] = self.slots.get("average", self.w)
"""),
    mistake("all, floats", "the restored counter is taken for a number of updates", "R-STATE-2",
            'self.raw = state.get("iterations", 0)', 'self.raw = state.get("iterations", 0) * self.n'),
    mistake("all, floats", "a variable without a gradient is updated with what it had accumulated",
            "R-ACCUMULATE-3 R-APPLY-2",
            "grads = {i: (g + accumulator[i]) / F(self.n) for i, g in grads.items()}",
            "grads = {i: (grads.get(i, F(0)) + x) / F(self.n) for i, x in enumerate(accumulator)}"),
    mistake("all, float64", "each gradient is clipped before it accumulates, and the mean is not",
            "R-APPLY-1 R-ACCUMULATE-2 R-ACCUMULATE-3",
            "        if (self.raw + 1) % self.n != 0:\n",
            "        grads = self.clip(grads)\n        if (self.raw + 1) % self.n != 0:\n",
            "for i, g in self.clip(grads).items():", "for i, g in grads.items():"),
    mistake("all, float64", "the default momentum of averages is 0.999", "R-DEFAULT-EMA-MOMENTUM",
            '"ema_momentum": 0.99,', '"ema_momentum": 0.999,'),
)
