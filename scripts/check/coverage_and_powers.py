#!/usr/bin/env python3
"""Checks what Vectors/ says of its own cases: the manifest's `coverage`, the `powers` of each file, and how many there are.

    scripts/check/coverage_and_powers.py [--vectors Vectors]

All is computed again here from the cases alone, by no line that wrote it and without Keras: the settings from
the arguments of each case, the powers by the C library and by exact integers, and against the powers in traces, which
are Keras' answers. README.md has the number of the cases too. The exit status is 0 if all is as it is said to be, and 1 if not.
"""

import argparse
import ctypes
import ctypes.util
import itertools
import json
import struct
import sys
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 64
LEAST = {"float32": 2.0**-126, "float64": 2.0**-1022, "float16": 0.0, "bfloat16": 2.0**-126}
DIGITS = {"float32": 8, "float64": 16, "float16": 4, "bfloat16": 4}

LIBM = ctypes.CDLL(ctypes.util.find_library("m"))
LIBM.powf.argtypes, LIBM.powf.restype = [ctypes.c_float] * 2, ctypes.c_float
LIBM.pow.argtypes, LIBM.pow.restype = [ctypes.c_double] * 2, ctypes.c_double


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vectors", type=Path, default=ROOT / "Vectors", help="the folder of the vectors")
    folder = parser.parse_args().vectors
    manifest = json.loads((folder / "manifest.json").read_text())
    wrong, counts, number = [], [0, 0], 0
    for name in (entry["name"] for entry in manifest["files"]):
        document = json.loads((folder / name).read_text())
        cases = [{**document.get("inputs", {}).get(case.get("inputs"), {}), **case} for case in document["cases"]]
        number += len(cases)
        stem = name.removesuffix(".json")
        if stem in manifest["coverage"]:
            counts[0] += 1
            wrong += [f"{name}: {sentence}" for sentence in wrong_coverage(manifest["coverage"][stem], cases)]
        found = list(wrong_powers(document.get("powers", {}), cases))
        counts[1] += sum(len(table) for table in document.get("powers", {}).values())
        wrong += [f"{name}: {sentence}" for sentence in found]
    wrong += wrong_numbers(manifest, number)
    files = {entry["name"] for entry in manifest["files"]}
    wrong += [f"coverage names {n}.json, which is no file" for n in manifest["coverage"] if f"{n}.json" not in files]
    print(*wrong[:20], sep="\n", end="\n" if wrong else "")
    print(f"{len(wrong)} sentences wrong; {counts[0]} files say their coverage, and there are {counts[1]} lists of powers")
    # Nothing to check is no success.
    return 1 if wrong or not all(counts) else 0


def wrong_numbers(manifest, number):
    """Sentences about how many cases the manifest and README.md say there are."""
    if manifest["cases"] != number:
        yield f"manifest.json says {manifest['cases']} cases, and there are {number}"
    text = (ROOT / "README.md").read_text()
    for words in (f"computed in {number:,} cases", f"conforms: {number} of {number} cases passed"):
        if words not in text:
            yield f"README.md does not say '{words}'"


# Coverage: every combination of so many settings occurs.


def settings_of(case):
    """The part of an id that each argument of a case stands for, by the names that the manifest has."""
    given = case["arguments"]
    decay, is_adam = given.get("weight_decay", ""), case.get("optimizer") == "Adam"
    frequency = given.get("ema_overwrite_frequency")
    return {
        "dtype": "+".join(sorted({variable["dtype"] for variable in case["variables"]})),
        "amsgrad": "amsgrad" if given.get("amsgrad") else "",
        "clipping": "+".join(sorted(n for n in given if n.startswith(("clip", "global_clip")))),
        "ema": f"ema{frequency or ''}" if given.get("use_ema") else "",
        "loss_scale_factor": f"scale{given['loss_scale_factor']:g}" if given.get("loss_scale_factor") else "",
        "gradient_accumulation_steps": f"accumulate{n}" if (n := given.get("gradient_accumulation_steps")) else "",
        "weight_decay": "exclude"
        if case.get("exclude_from_weight_decay")
        else {"": "", None: "none", 0.0: "nodecay"}.get(decay, "decay" if is_adam else ""),
    }


def wrong_coverage(claim, cases):
    """Sentences about the settings that a file says it has, and how many of them it says are combined."""
    factors = claim["factors"]
    rows = [settings_of(case) for case in cases]
    if unknown := factors.keys() - rows[0].keys():
        yield f"{', '.join(sorted(unknown))} is no factor that can be read from a case"
        return
    for factor, settings in factors.items():
        found = {row[factor] for row in rows}
        if found != set(settings):
            yield f"the settings of {factor} are {sorted(found)}, not {sorted(settings)}"
    for case, row in zip(cases, rows):
        named = "+".join(filter(None, (row[factor] for factor in factors)))
        if not case["id"].partition("/")[2].startswith(named):
            yield f"the arguments of {case['id']} are {named}"
    strength = 0
    while strength < len(factors) and combines(factors, rows, strength + 1):
        strength += 1
    if strength != claim["strength"]:
        yield f"every combination of {strength} settings occurs, not of {claim['strength']}"


def combines(factors, rows, strength):
    """Whether every combination of the settings of any so many factors occurs."""
    return all(
        {tuple(row[name] for name in names) for row in rows} >= set(itertools.product(*(factors[n] for n in names)))
        for names in itertools.combinations(factors, strength)
    )


# Powers: those of every beta and dtype, for every step.


def wrong_powers(table, cases):
    """Sentences about the powers of a file: which are there, what they are, and that Keras has the same in traces."""
    stepping = [case for case in cases if steps_of(case)]
    wanted = {pair for case in stepping for pair in pairs(case)}
    listed = {(dtype, float(beta)) for dtype, betas in table.items() for beta in betas}
    for dtype, beta in sorted(wanted - listed):
        yield f"the powers of {beta} in {dtype} are missing"
    for dtype, beta in sorted(listed - {pair for case in cases for pair in pairs(case)}):
        yield f"no case has {beta} in {dtype}"
    count = min(max(map(steps_of, stepping), default=0), LIMIT)
    for dtype, betas in table.items():
        for beta, text in betas.items():
            if len(text) != count * DIGITS[dtype]:
                yield f"{beta} in {dtype} has {len(text) // DIGITS[dtype]} powers, not {count}"
            for step, bits in enumerate(split(text, dtype), 1):
                if bits not in (right := powers(float(beta), step, dtype)):
                    yield f"{beta}^{step} in {dtype} is {bits}, not {' or '.join(sorted(right))}"
    for case in stepping:
        yield from wrong_traces(table, case)


def wrong_traces(table, case):
    cycle = case["arguments"].get("gradient_accumulation_steps") or 1
    updates = case.get("initial_state", {}).get("iterations", 0) // cycle
    # An entry is an update: those that a loss scale skips have none.
    for step, entry in enumerate(case["expect"].get("trace", ()), updates + 1):
        for name, beta in zip(("beta_1", "beta_2"), betas_of(case)):
            for dtype, bits in entry[f"{name}_power"].items():
                listed = {float(b): text for b, text in table.get(dtype, {}).items()}.get(beta, "")
                here = split(listed, dtype)[step - 1 : step]
                if step <= LIMIT and here != [bits]:
                    yield f"{case['id']}: Keras has {bits} for {beta}^{step} in {dtype}, not {here}"


def steps_of(case):
    """Up to which power a case needs them: 0 where it is refused, or run on replicas, which are not listed."""
    if "error" in case["expect"] or any("apply_replicas" in event for event in case["script"]):
        return 0
    cycle = case["arguments"].get("gradient_accumulation_steps") or 1
    calls = sum("apply" in event for event in case["script"])
    first = case.get("initial_state", {}).get("iterations", 0)
    last = case["expect"].get("state", {}).get("iterations", first + calls)
    return (last - 1) // cycle + 1 if last > first else 0


def betas_of(case):
    for name, default in (("beta_1", 0.9), ("beta_2", 0.999)):
        beta = case["arguments"].get(name, default)
        yield float(beta["callable"] if isinstance(beta, dict) else beta)


def pairs(case):
    return {(variable["dtype"], beta) for variable in case["variables"] for beta in betas_of(case)}


def split(text, dtype):
    return [text[i : i + DIGITS[dtype]] for i in range(0, len(text), DIGITS[dtype])]


def powers(beta, step, dtype):
    """The bits that a power may have: the C library's, and, for `pow`, which differs by processor, the exact one."""
    base = struct.unpack("f", struct.pack("f", beta))[0]
    if dtype == "float64":
        candidates = {LIBM.pow(base, float(step)), float(Fraction(base) ** step)}
    else:
        candidates = {LIBM.powf(number(hexadecimal(base, dtype), dtype), float(step))}
    return {hexadecimal(value if abs(value) >= LEAST[dtype] else 0.0, dtype) for value in candidates}


def hexadecimal(value, dtype):
    """The bits of a number rounded to a dtype; bfloat16 is the upper half of float32, rounded to even."""
    if dtype == "bfloat16":
        bits = struct.unpack(">I", struct.pack(">f", value))[0]
        return f"{(bits + 0x7FFF + (bits >> 16 & 1)) >> 16:04x}"
    return struct.pack({"float32": ">f", "float64": ">d", "float16": ">e"}[dtype], value).hex()


def number(bits, dtype):
    if dtype == "bfloat16":
        return struct.unpack(">f", bytes.fromhex(bits + "0000"))[0]
    return struct.unpack({"float32": ">f", "float16": ">e"}[dtype], bytes.fromhex(bits))[0]


if __name__ == "__main__":
    sys.exit(main())
