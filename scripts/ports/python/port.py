"""Keras' AdamW, eager, in NumPy, float32, as a port: written from Vectors/SPECIFICATION.md and Vectors/PROTOCOL.md.

    adamw test -- python3 scripts/ports/python/port.py
"""

import contextlib
import ctypes
import ctypes.util
import json
import platform
import re
import sys

import numpy as np

F = np.float32
np.seterr(all="ignore")  # infinities and NaN are results like others

# NumPy's own float32 power is not the C library's (R-POWER-1).
LIBM = ctypes.CDLL(ctypes.util.find_library("m"))
LIBM.powf.argtypes, LIBM.powf.restype = [ctypes.c_float] * 2, ctypes.c_float

# glibc keeps MXCSR, where the processor's switches for subnormals are, at byte 28 of its fenv_t (R-FLUSH-1).
CAN_FLUSH = platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc"


@contextlib.contextmanager
def subnormals_flushed():
    saved, flushing = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32)
    if CAN_FLUSH:
        LIBM.fegetenv(saved)
        flushing.raw = saved.raw
        ctypes.c_uint32.from_buffer(flushing, 28).value |= 0x8040
        LIBM.fesetenv(flushing)
    try:
        yield
    finally:
        if CAN_FLUSH:
            LIBM.fesetenv(saved)


class Refused(Exception):
    """Carries the category and the argument of an error reply."""


def total(x, first=0):
    """The sum in TensorFlow's order (R-SUM-1, R-SUM-2); `first` is the place of `x` in the whole array."""
    n = len(x)
    if n > 8192:
        left = (first + (n + 1) // 2 + 7) // 8 * 8 - first
        return total(x[:left], first) + total(x[left:], first + left)
    blocks, packets = n // 32 * 32, n // 8 * 8
    lanes, rest = np.zeros((4, 8), F), F(0)
    for block in x[:blocks].reshape(-1, 4, 8):
        lanes = lanes + block
    a = ((lanes[0] + lanes[1]) + lanes[2]) + lanes[3]
    for packet in x[blocks:packets].reshape(-1, 8):
        a = a + packet
    for element in x[packets:]:
        rest = rest + element
    for width in (4, 2, 1):
        a = a[:width] + a[width:]
    return rest + a[0]


DEFAULTS = {"learning_rate": 0.001, "weight_decay": 0.004, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7,
            "amsgrad": False, "clipnorm": None, "clipvalue": None, "global_clipnorm": None, "use_ema": False,
            "ema_momentum": 0.99, "ema_overwrite_frequency": None, "loss_scale_factor": None,
            "gradient_accumulation_steps": None}  # fmt: skip

CLIPS = ("clipnorm", "clipvalue", "global_clipnorm")


class Optimizer:
    def __init__(self, case):
        adam = case.get("optimizer") == "Adam"
        a = self.a = DEFAULTS | ({"weight_decay": None} if adam else {}) | case["arguments"]
        self.check(a, adam)
        self.n, self.rate = a["gradient_accumulation_steps"] or 1, F(a["learning_rate"])
        # Here, where subnormals are not flushed (R-CLIP-OFF-1).
        self.clips = {k: (a[k], (a[k] or 0) > 0) for k in CLIPS}
        self.inverse = F(1 / a["global_clipnorm"]) if self.clips["global_clipnorm"][1] else None
        self.w = [read(v["data"]) for v in case["variables"]]
        names = ["momentum", "velocity"] + ["velocity_hat"] * bool(a["amsgrad"])
        names += ["average"] * bool(a["use_ema"]) + ["gradient_accumulator"] * (self.n > 1)
        self.slots = {name: [np.zeros_like(w) for w in self.w] for name in names}
        excluded = case.get("exclude_from_weight_decay", {})
        patterns = [re.compile(p) for p in excluded.get("var_names", [])]
        self.decays = [
            a["weight_decay"] is not None
            and i not in excluded.get("variables", [])
            and not any(p.search(v["name"] + ":0") for p in patterns)
            for i, v in enumerate(case["variables"])
        ]
        state = case.get("initial_state", {})
        self.raw = state.get("iterations", 0)
        self.rate = read(state["learning_rate"])[0] if "learning_rate" in state else self.rate
        self.slots |= {name: [read(x) for x in slot] for name, slot in state.get("slots", {}).items()}

    @staticmethod
    def check(a, adam):
        """What Keras' constructor refuses, in the order in which it does (R-ERROR-*)."""
        n, ema, frequency = a["gradient_accumulation_steps"], a["use_ema"], a["ema_overwrite_frequency"]
        clips = [name for name in CLIPS if a[name] is not None]
        for wrong, name in (
            (n and n < 2, "gradient_accumulation_steps"),
            (ema and not 0 <= a["ema_momentum"] <= 1, "ema_momentum"),
            (ema and frequency and (type(frequency) is not int or frequency < 0), "ema_overwrite_frequency"),
            (len(clips) > 1, "".join(clips[:1])),
            (type(a["learning_rate"]) not in (int, float), "learning_rate"),
            (a["weight_decay"] is None and not adam, "weight_decay"),
        ):
            if wrong:
                raise Refused("invalid_argument", name)

    def clip(self, grads):
        """The gradients, clipped; a dictionary by the variable's index (R-CLIP-*)."""
        (norm, by_norm), (value, by_value), (overall, by_all) = (self.clips[k] for k in CLIPS)
        if by_norm:
            for i, g in grads.items():
                q, c = total(g * g), F(norm)
                grads[i] = (g * c) / np.maximum(np.sqrt(q) if q > 0 else q, c)
        elif by_all:
            size = np.sqrt(total(np.array([total(g * g) for g in grads.values()], F)))
            factor = F(overall) * np.minimum(F(1) / size, self.inverse) + (size - size)
            grads = {i: g * factor for i, g in grads.items()}
        elif by_value:
            grads = {i: np.maximum(np.minimum(g, F(value)), F(-value)) for i, g in grads.items()}
        return grads

    def apply(self, gradients):
        """One call of Keras' `apply` (section 3 of the specification)."""
        if not gradients:
            return
        grads = {i: read(g["data"] if isinstance(g, dict) else g) for i, g in enumerate(gradients) if g is not None}
        if len(gradients) != len(self.w) or not grads or any(len(g) != len(self.w[i]) for i, g in grads.items()):
            raise Refused("invalid_gradients", "grads")
        a, w, iterations = self.a, self.w, self.raw // self.n
        accumulator = self.slots.get("gradient_accumulator")
        if a["loss_scale_factor"] is not None:
            grads = {i: g / F(a["loss_scale_factor"]) for i, g in grads.items()}
        if (self.raw + 1) % self.n != 0:
            for i, g in grads.items():
                accumulator[i] = accumulator[i] + g
        else:
            if accumulator:
                grads = {i: (g + accumulator[i]) / F(self.n) for i, g in grads.items()}
            for i, g in self.clip(grads).items():
                self.step(i, g, F(iterations + 1))
            if accumulator:
                accumulator[:] = [np.zeros_like(x) for x in w]
        if a["use_ema"]:
            average, k = self.slots["average"], F(a["ema_momentum"] if iterations else 0)
            average[:] = [k * x + (F(1) - k) * y for x, y in zip(average, w)]
            if a["ema_overwrite_frequency"] and (iterations + 1) % a["ema_overwrite_frequency"] == 0:
                w[:] = average
        self.raw += 1

    def step(self, i, g, t):
        """Decay and update of one variable (R-DECAY-1 to R-UPDATE-1)."""
        a, s, w, lr = self.a, self.slots, self.w[i], self.rate
        if self.decays[i]:
            w = w - (w * F(a["weight_decay"])) * lr
        p1, p2 = F(LIBM.powf(F(a["beta_1"]), t)), F(LIBM.powf(F(a["beta_2"]), t))
        alpha = (lr * np.sqrt(F(1) - p2)) / (F(1) - p1)
        m = s["momentum"][i] = s["momentum"][i] + (g - s["momentum"][i]) * F(1 - a["beta_1"])
        v = s["velocity"][i] = s["velocity"][i] + (g * g - s["velocity"][i]) * F(1 - a["beta_2"])
        if a["amsgrad"]:
            v = s["velocity_hat"][i] = np.maximum(s["velocity_hat"][i], v)
        self.w[i] = w - (m * alpha) / (np.sqrt(v) + F(a["epsilon"]))

    def finalize(self):
        self.w[:] = self.slots.get("average", self.w)

    def state(self):
        slots = {name: [write(x) for x in slot] for name, slot in self.slots.items()}
        return {"iterations": self.raw, "learning_rate": write(self.rate), "slots": slots}


def read(text):
    return np.frombuffer(bytes.fromhex(text), ">f4").astype(F)


def write(array):
    return np.asarray(array).astype(">f4").tobytes().hex()


def known(fields, where, *names):
    """Refuses what this port would otherwise half obey."""
    for name in set(fields) - set(names):
        raise Refused("internal", f"{where}{name}")


def run(request):
    known(request, "", "request", "seq", "case", "trace")
    case = request["case"] = {"arguments": {}} | request["case"]
    known(case, "case.", "id", "rules", "optimizer", "arguments", "variables", "script", "initial_state",
          "exclude_from_weight_decay")  # fmt: skip
    known(case["arguments"], "case.arguments.", *DEFAULTS)
    for variable in case["variables"]:
        known(variable, "case.variables.", "name", "dtype", "shape", "data")
    optimizer, steps = Optimizer(case), []
    for event in case["script"]:
        known(event, "case.script.", "apply", "finalize")
        if "apply" in event:
            with subnormals_flushed():
                optimizer.apply(event["apply"])
        elif event["finalize"]:
            optimizer.finalize()
        steps.append({"variables": [write(w) for w in optimizer.w]})
    return {"reply": "run", "seq": request["seq"], "steps": steps, "state": optimizer.state()}


FEATURES = ["amsgrad", "clipnorm", "clipvalue", "global_clipnorm", "ema", "loss_scale_factor", "gradient_accumulation",
            "exclude_from_weight_decay", "finalize", "missing_gradients", "initial_state", "errors", "state",
            "optimizer:Adam"] + ["flush_subnormals"] * CAN_FLUSH  # fmt: skip


def answer(line):
    request = {}
    try:
        request = json.loads(line)
        if request["request"] == "stop":
            return {"reply": "stop"}
        if request["request"] == "start" and request["protocol"] == 1:
            return {"reply": "start", "protocol": 1, "name": "adamw-numpy", "version": "1.0",
                    "language": f"Python {platform.python_version()}, NumPy {np.__version__}",
                    "dtypes": ["float32"], "features": FEATURES}  # fmt: skip
        return run(request)
    except Refused as refused:
        error = dict(zip(("category", "argument"), refused.args))
    except Exception as problem:
        error = {"category": "internal", "message": repr(problem)}
    return {"reply": "error"} | ({"seq": request["seq"]} if "seq" in request else {}) | error


for line in sys.stdin:
    reply = answer(line)
    print(json.dumps(reply), flush=True)
    if reply["reply"] == "stop":
        break
