#!/usr/bin/env python3
"""Makes one mistake at a time in a port, and lets `adamw fuzz` look for it.

    scripts/check/mistakes.py                       the reference is the oracle
    scripts/check/mistakes.py --oracle keras        real Keras is

Each mistake must be found in under a minute, and be shown by a case of at most 2 variables, 2 elements, 3 steps,
and 2 arguments besides those without which the rule is not at work. Where gradients are accumulated, a step is made
of several calls. The exit status is 0 if all are, 1 if some are
not, and 2 if the port differs without any mistake, or a mistake does not fit its text any more.
"""

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 60


@dataclass(frozen=True)
class Mistake:
    """A change of the one place in the port where the text is `old`.

    It shows only with `needs` arguments given, and with `calls` calls to a step.
    """

    name: str
    needs: int
    old: str
    new: str
    calls: int = 1


MISTAKES = [
    # The last bit of a small decay is lost next to the weight: what makes it large stays.
    Mistake("decay: constants first", 2, '(w * F(a["weight_decay"])) * lr', 'w * (F(a["weight_decay"]) * lr)'),
    Mistake("decay: not times the learning rate", 0, '(w * F(a["weight_decay"])) * lr', 'w * F(a["weight_decay"])'),
    Mistake("decay: excluded variables too", 0, "if self.decays[i]:", 'if a["weight_decay"] is not None:'),
    Mistake(
        "update: epsilon within the root",
        0,
        'np.sqrt(v) + F(a["epsilon"])',
        'np.sqrt(v + F(a["epsilon"]))',
    ),
    Mistake(
        "update: alpha divided first",
        0,
        '(m * alpha) / (np.sqrt(v) + F(a["epsilon"]))',
        'm * (alpha / (np.sqrt(v) + F(a["epsilon"])))',
    ),
    Mistake("bias: counts calls", 1, "F(iterations + 1))", "F(self.raw + 1))", calls=2),
    Mistake("bias: no root", 0, "lr * np.sqrt(F(1) - p2)", "lr * (F(1) - p2)"),
    Mistake("bias: beta_1 not rounded first", 0, 'LIBM.powf(F(a["beta_1"]), t)', 'a["beta_1"] ** float(t)'),
    Mistake(
        "momentum: two products",
        0,
        's["momentum"][i] + (g - s["momentum"][i]) * F(1 - a["beta_1"])',
        's["momentum"][i] * F(a["beta_1"]) + g * F(1 - a["beta_1"])',
    ),
    Mistake("velocity: 1 - beta_2 after rounding", 0, 'F(1 - a["beta_2"])', '(F(1) - F(a["beta_2"]))'),
    Mistake("amsgrad: forgets the largest", 1, 'np.maximum(s["velocity_hat"][i], v)', "v"),
    Mistake("ema: starts from zero", 1, 'a["ema_momentum"] if iterations else 0', 'a["ema_momentum"]'),
    Mistake("ema: first average by calls", 2, "if iterations else 0", "if self.raw else 0", calls=2),
    Mistake("ema: overwrites by calls", 3, "(iterations + 1) % a[", "(self.raw + 1) % a[", calls=2),
    Mistake("accumulation: sum, not mean", 1, " / F(self.n)", "", calls=2),
    Mistake("accumulation: never emptied", 1, "accumulator[:] = [np.zeros_like(x) for x in w]", "pass", calls=2),
    Mistake(
        "clipnorm: divides the threshold",
        1,
        "(g * c) / np.maximum(np.sqrt(q) if q > 0 else q, c)",
        "g * (c / np.maximum(np.sqrt(q) if q > 0 else q, c))",
    ),
    Mistake("global_clipnorm: 1 / c after rounding", 1, 'F(1 / a["global_clipnorm"])', 'F(1) / F(a["global_clipnorm"])'),
    Mistake(
        "clipvalue: only from above",
        1,
        "np.maximum(np.minimum(g, F(value)), F(-value))",
        "np.minimum(g, F(value))",
    ),
    Mistake(
        "loss_scale_factor: by the reciprocal",
        1,
        'g / F(a["loss_scale_factor"])',
        'g * F(1 / a["loss_scale_factor"])',
    ),
]


def main():
    options = parse()
    text = options.port.read_text()
    misfits = [mistake.name for mistake in MISTAKES if text.count(mistake.old) != 1]
    if misfits:
        print("These mistakes must fit exactly one place of the port:", *misfits, sep="\n  ")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "port.py"
        copy.write_text(text)
        found = fuzz(copy, options, ["--cases", "300"])
        if found.get("difference") is not None:
            print(f"Without a mistake the port must not differ, but: {found['difference']['explanation']}")
            return 2
        print(f"without a mistake: no difference in {found['compared']} cases", flush=True)
        print(f"{'mistake':40}{'found':>8}{'shrunk':>8}{'all':>8}  variables  elements  events  arguments  case")
        failures = 0
        for mistake in MISTAKES:
            copy.write_text(text.replace(mistake.old, mistake.new))
            failures += not check(mistake, copy, options)
    print(f"{len(MISTAKES) - failures} of {len(MISTAKES)} mistakes found and made small")
    return 1 if failures else 0


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--oracle", default="reference", help="what is right: reference, keras or a command")
    parser.add_argument("--adamw", type=Path, default=ROOT / ".build/release/adamw", help="the command")
    parser.add_argument("--port", type=Path, default=ROOT / "scripts/ports/python/port.py", help="the right port")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def fuzz(port, options, limits):
    """The result of a search, as JSON has it."""
    result = port.with_suffix(".json")
    result.unlink(missing_ok=True)
    command = [options.adamw, "fuzz", "--oracle", options.oracle, "--seed", str(options.seed), *limits]
    command += ["--port", f"{shlex.quote(sys.executable)} {shlex.quote(str(port))}"]
    command += ["--json", result, "--save", port.with_name("case.json")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if not result.exists():
        sys.exit(f"adamw fuzz said: {run.stderr}")
    return json.loads(result.read_text())


def check(mistake, port, options):
    """Prints a line of the table; whether all is as it must be."""
    start = time.monotonic()
    found = fuzz(port, options, ["--minutes", str(LIMIT / 60)]).get("difference")
    seconds = time.monotonic() - start
    if found is None:
        print(f"{mistake.name:40} not found in {LIMIT} s", flush=True)
        return False
    small = (
        found["variables"] <= 2
        and found["elements"] <= 2
        and found["events"] <= 3 * mistake.calls
        and found["arguments"] <= mistake.needs + 2
    )
    print(
        f"{mistake.name:40}{found['search_seconds']:7.1f}s{found['shrink_seconds']:7.1f}s{seconds:7.1f}s"
        f"{found['variables']:11}{found['elements']:10}{found['events']:8}{found['arguments']:11}"
        f"  {found['id']}{'' if small else '  TOO LARGE'}{'' if seconds < LIMIT else '  TOO SLOW'}",
        flush=True,
    )
    return small and seconds < LIMIT


if __name__ == "__main__":
    sys.exit(main())
