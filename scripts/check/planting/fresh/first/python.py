from scripts.check.planting.variant import mistake

STEPS = """            for i, g in self.clip(grads).items():
                self.step(i, g, F(iterations + 1))
"""
BRANCH = "        if (self.raw + 1) % self.n != 0:\n"
RAW = '        self.raw = state.get("iterations", 0)\n'

MISTAKES = (
    mistake("float64", "every micro-step's gradient is clipped, the mean is not",
            "R-APPLY-1 R-ACCUMULATE-2 R-ACCUMULATE-3",
            BRANCH, "        grads = self.clip(grads)\n" + BRANCH,
            "in self.clip(grads).items():", "in grads.items():"),
    mistake("Python's floats", "the step of the bias correction is not restored", "R-STATE-2 R-BIAS-1",
            RAW, RAW + "        self.updates = 0\n",
            STEPS, "            self.updates += 1\n" + STEPS.replace("iterations + 1", "self.updates")),
    mistake("sums in order", "each variable counts its own updates", "R-BIAS-1 R-ACCUMULATE-5 R-APPLY-3",
            RAW, RAW + "        self.updates = [self.raw // self.n for _ in self.w]\n",
            "                self.step(i, g, F(iterations + 1))\n",
            "                self.updates[i] += 1\n                self.step(i, g, F(self.updates[i]))\n"),
    mistake("subnormals kept", "the update starts from the weight before the decay", "R-DECAY-1 R-DECAY-2",
            "self.w[i] = w - (m * alpha)", "self.w[i] = self.w[i] - (m * alpha)"),
    mistake("all, floats", "what was accumulated updates a variable without a last gradient",
            "R-ACCUMULATE-3 R-APPLY-2",
            "grads = {i: (g + accumulator[i]) / F(self.n) for i, g in grads.items()}",
            "grads = {i: (grads.get(i, F(0)) + accumulator[i]) / F(self.n) for i in range(len(w))}"),
    mistake("all, float64", "clipnorm takes the sum of magnitudes", "R-CLIP-NORM-1",
            "q, c = total(g * g), F(norm)", "q, c = total(np.abs(g)), F(norm)",
            "np.maximum(np.sqrt(q) if q > 0 else q, c)", "np.maximum(q, c)"),
    mistake("float64", "the global norm is the sum of the norms", "R-CLIP-GLOBAL-1",
            "np.sqrt(total(np.array([total(g * g) for g in grads.values()], F)))",
            "total(np.array([np.sqrt(total(g * g)) for g in grads.values()], F))"),
    mistake("Python's floats", "the largest velocity is not kept", "R-AMSGRAD-1",
            'v = s["velocity_hat"][i] = np.maximum(', "v = np.maximum("),
    mistake("sums in order", "the momentum of averages is warmed up", "R-EMA-1 R-EMA-2",
            'F(a["ema_momentum"] if iterations else 0)',
            'F(min(a["ema_momentum"], (1 + iterations) / (10 + iterations)) if iterations else 0)'),
    mistake("all, floats", "the averages of the state are not restored", "R-STATE-2",
            'for name, slot in state.get("slots", {}).items()}',
            'for name, slot in state.get("slots", {}).items() if name != "average"}'),
)
