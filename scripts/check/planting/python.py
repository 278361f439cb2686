"""Python: NumPy's float64, rounded when a step ends, or float32 arrays beside Python's own floats."""

import sys

from scripts.check.planting import fresh
from scripts.check.planting.variant import Base, language, mistake

FLOAT64 = (
    ("F = np.float32\n", "F = np.float64\n"),
    (
        "LIBM.powf.argtypes, LIBM.powf.restype = [ctypes.c_float] * 2, ctypes.c_float",
        "LIBM.powf = pow",
    ),
    (
        "        self.raw += 1\n",
        """        for values in (self.w, *self.slots.values()):
            values[:] = [x.astype(np.float32).astype(F) for x in values]
        self.raw += 1
""",
    ),
)
P1_P2 = 'p1, p2 = F(LIBM.powf(F(a["beta_1"]), t)), F(LIBM.powf(F(a["beta_2"]), t))'
ALPHA = "alpha = (lr * np.sqrt(F(1) - p2)) / (F(1) - p1)"
FLOATS = (
    (P1_P2, 'p1, p2 = a["beta_1"] ** int(t), a["beta_2"] ** int(t)'),
    (ALPHA, "alpha = float(lr) * (1 - p2) ** 0.5 / (1 - p1)"),
    ('        if self.decays[i]:\n            w = w - (w * F(a["weight_decay"])) * lr\n',
     '        if self.decays[i]:\n            w = w - w * (float(a["weight_decay"]) * float(lr))\n'),
)  # fmt: skip
PAIRWISE = (("    n = len(x)\n", "    return np.sum(x, dtype=F)\n    n = len(x)\n"),)
IN_ORDER = (
    ("blocks, packets = n // 32 * 32, n // 8 * 8", "blocks, packets = 0, 0"),
    ("if n > 8192:", "if n > sys.maxsize:"),
)
KEPT = (("|= 0x8040", "|= 0"),)
HONEST = (('CAN_FLUSH = platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc"', "CAN_FLUSH = False"),)

BASES = (
    Base("float64", FLOAT64),
    Base("Python's floats", FLOATS + PAIRWISE),
    Base("sums in order", IN_ORDER),
    Base("subnormals kept", KEPT),
    Base("all, floats", FLOATS + IN_ORDER + HONEST),
    Base("all, float64", FLOAT64 + IN_ORDER + HONEST),
)

UPDATE = '(np.sqrt(v) + F(a["epsilon"]))'
DECAY = """        if self.decays[i]:
            w = w - (w * F(a["weight_decay"])) * lr
"""
WRITE = "        self.w[i] = w - (m * alpha) / " + UPDATE + "\n"
SCALE = """        if a["loss_scale_factor"] is not None:
            grads = {i: g / F(a["loss_scale_factor"]) for i, g in grads.items()}
"""
STEPS = """            for i, g in self.clip(grads).items():
                self.step(i, g, F(iterations + 1))
"""
ACCUMULATE = "                accumulator[i] = accumulator[i] + g\n"
AVERAGE = "            average[:] = [k * x + (F(1) - k) * y for x, y in zip(average, w)]\n"
EMPTY = "accumulator[:] = [np.zeros_like(x) for x in w]"
VELOCITY = 'v = s["velocity"][i] = s["velocity"][i] + (g * g - s["velocity"][i]) * F(1 - a["beta_2"])'
MAXIMUM = 'v = s["velocity_hat"][i] = np.maximum(s["velocity_hat"][i], v)'
CLIPNORM = "grads[i] = (g * c) / np.maximum(np.sqrt(q) if q > 0 else q, c)"

MISTAKES = (
    mistake(
        "float64", "epsilon beside the corrected velocity", "R-UPDATE-1 R-BIAS-2",
        ALPHA, "alpha = lr / (F(1) - p1)",
        UPDATE, '(np.sqrt(v) / np.sqrt(F(1) - p2) + F(a["epsilon"]))',
    ),
    mistake(
        "all, floats", "epsilon as the least divisor", "R-UPDATE-1",
        UPDATE, 'np.maximum(np.sqrt(v), F(a["epsilon"]))',
    ),
    mistake("sums in order", "no bias correction", "R-BIAS-2", ALPHA, "alpha = lr"),
    mistake("all, float64", "only the second moment corrected", "R-BIAS-2", ALPHA, "alpha = lr * np.sqrt(F(1) - p2)"),
    mistake(
        "Python's floats", "bias correction by calls", "R-BIAS-1 R-ACCUMULATE-5",
        "F(iterations + 1))", "F(self.raw + 1))",
    ),
    mistake("float64", "one step behind", "R-BIAS-1", "F(iterations + 1))", "F(max(iterations, 1)))"),
    mistake(
        "all, float64", "decay after the update", "R-DECAY-2 R-APPLY-1",
        DECAY, "",
        WRITE, WRITE + DECAY.replace("w = w - (w *", "self.w[i] = self.w[i] - (self.w[i] *"),
    ),
    mistake(
        "float64", "decay times the step size", "R-DECAY-1",
        DECAY, "",
        "        m = s[", DECAY.replace("* lr", "* alpha") + "        m = s[",
    ),
    mistake(
        "sums in order", "decay as L2 before the clipping", "R-DECAY-2 R-DECAY-1",
        DECAY, "",
        STEPS, """            for i, g in grads.items():
                grads[i] = g + F(a["weight_decay"] if self.decays[i] else 0) * w[i]
""" + STEPS,
    ),
    mistake(
        "all, floats", "decay without a gradient too", "R-DECAY-2 R-APPLY-2",
        STEPS, STEPS + """            for i in set(range(len(w))) - set(grads):
                if self.decays[i]:
                    w[i] = w[i] - (w[i] * F(a["weight_decay"])) * self.rate
""",
    ),
    mistake(
        "Python's floats", "excluded indices ignored", "R-DECAY-3",
        '            and i not in excluded.get("variables", [])\n', "",
    ),
    mistake("all, floats", "patterns at the start only", "R-DECAY-4", 'p.search(v["name"]', 'p.match(v["name"]'),
    mistake(
        "float64", "velocity with beta_1", "R-VELOCITY-1",
        '(g * g - s["velocity"][i]) * F(1 - a["beta_2"])', '(g * g - s["velocity"][i]) * F(1 - a["beta_1"])',
    ),
    mistake(
        "all, float64", "velocity of the gradient before the clipping", "R-VELOCITY-1 R-APPLY-1",
        STEPS, "            self.unclipped = dict(grads)\n" + STEPS,
        VELOCITY, "u = self.unclipped[i]\n        " + VELOCITY.replace("g * g", "u * u"),
    ),
    mistake(
        "subnormals kept", "velocity of the magnitude", "R-VELOCITY-1",
        '(g * g - s["velocity"][i])', '(np.abs(g) - s["velocity"][i])',
    ),
    mistake(
        "float64", "amsgrad on the corrected velocity", "R-AMSGRAD-1",
        MAXIMUM,
        's["velocity_hat"][i] = np.maximum(s["velocity_hat"][i], v / (F(1) - p2))\n'
        '            v = s["velocity_hat"][i] * (F(1) - p2)',
    ),
    mistake(
        "all, float64", "clipnorm with 1e-6, as in PyTorch", "R-CLIP-NORM-1",
        CLIPNORM, "grads[i] = g * np.minimum(c / (np.sqrt(q) + F(1e-6)), F(1))",
    ),
    mistake(
        "all, floats", "clipnorm by the root of the mean square", "R-CLIP-NORM-1",
        "q, c = total(g * g), F(norm)", "q, c = total(g * g) / F(max(len(g), 1)), F(norm)",
    ),
    mistake(
        "float64", "clipping before the unscaling", "R-APPLY-1 R-SCALE-1",
        SCALE, "        if not accumulator:\n            grads = self.clip(grads)\n" + SCALE,
        STEPS, STEPS.replace("self.clip(grads)", "(self.clip(grads) if accumulator else grads)"),
    ),
    mistake(
        "all, float64", "clipping on every call", "R-ACCUMULATE-2 R-APPLY-1",
        SCALE, SCALE + "        grads = self.clip(grads)\n",
        STEPS, STEPS.replace("self.clip(grads)", "grads"),
    ),
    mistake("Python's floats", "sum, not mean", "R-ACCUMULATE-3", " / F(self.n)", ""),
    mistake("float64", "mean over one less", "R-ACCUMULATE-3", " / F(self.n)", " / F(self.n - 1)"),
    mistake(
        "all, floats", "accumulators emptied where there is a gradient", "R-ACCUMULATE-4",
        EMPTY, "accumulator[:] = [np.zeros_like(x) if i in grads else accumulator[i] for i, x in enumerate(w)]",
    ),
    mistake(
        "subnormals kept", "accumulator takes the last gradient only", "R-ACCUMULATE-2 R-ACCUMULATE-3",
        "accumulator[i] = accumulator[i] + g", "accumulator[i] = g",
    ),
    mistake(
        "all, float64", "averages move with updates only", "R-EMA-3",
        AVERAGE, "            if (self.raw + 1) % self.n == 0:\n    " + AVERAGE,
    ),
    mistake(
        "float64", "average with the momentum on the weight", "R-EMA-1",
        "k * x + (F(1) - k) * y", "(F(1) - k) * x + k * y",
        'F(a["ema_momentum"] if iterations else 0)', 'F(a["ema_momentum"] if iterations else 1)',
    ),
    mistake(
        "all, floats", "first average by calls", "R-EMA-2 R-ACCUMULATE-5",
        'a["ema_momentum"] if iterations else 0', 'a["ema_momentum"] if self.raw else 0',
    ),
    mistake(
        "Python's floats", "average from the initial weights", "R-EMA-2 R-STATE-1",
        "        excluded = case.get(",
        """        if a["use_ema"]:
            self.slots["average"] = [w.copy() for w in self.w]
        excluded = case.get(""",
        'a["ema_momentum"] if iterations else 0', 'a["ema_momentum"]',
    ),
    mistake(
        "float64", "loss scale multiplied", "R-SCALE-1",
        'g / F(a["loss_scale_factor"])', 'g * F(a["loss_scale_factor"])',
    ),
    mistake(
        "all, float64", "missing gradient taken as zeros", "R-APPLY-2",
        'i: read(g["data"] if isinstance(g, dict) else g) for i, g in enumerate(gradients) if g is not None}',
        "i: np.zeros_like(self.w[i]) if g is None else read(g) for i, g in enumerate(gradients)}",
    ),
    mistake(
        "all, floats", "state in one array, of the present gradients", "R-APPLY-2 R-STATE-1",
        STEPS,
        """            moments = [name for name in self.slots if name in ("momentum", "velocity", "velocity_hat")]
            flat, place = {name: np.concatenate(self.slots[name]) for name in moments}, 0
            for i, g in self.clip(grads).items():
                here = slice(place, place := place + len(g))
                for name in moments:
                    self.slots[name][i] = flat[name][here]
                self.step(i, g, F(iterations + 1))
                for name in moments:
                    flat[name][here] = self.slots[name][i]
            for name in moments:
                self.slots[name][:] = np.split(flat[name], np.cumsum([len(x) for x in w])[:-1])
""",
    ),
    mistake(
        "subnormals kept", "learning rate of the state ignored", "R-STATE-2 R-RATE-1",
        '        self.rate = read(state["learning_rate"])[0] if "learning_rate" in state else self.rate\n', "",
    ),
    mistake(
        "all, float64", "default weight decay 0.01", "R-DEFAULT-WEIGHT-DECAY",
        '"weight_decay": 0.004', '"weight_decay": 0.01',
    ),
    mistake(
        "float64", "decay as one factor", "R-DECAY-1",
        'w - (w * F(a["weight_decay"])) * lr', 'w * (F(1) - F(a["weight_decay"]) * lr)',
        hidden="the same product in another order: in double it differs by far less than the rounding at the end",
    ),
    mistake(
        "all, float64", "average as a step towards the weight", "R-EMA-1",
        "k * x + (F(1) - k) * y", "x + (F(1) - k) * (y - x)",
        hidden="the same average in another order: in double it differs by far less than the rounding at the end",
    ),
)  # fmt: skip

PYTHON = language("python", "port.py", (sys.executable, "{folder}/port.py"), BASES, (*MISTAKES, *fresh.planted("python")))
