"""Three arguments and the right result, as files of doubles: of the float functions with the switches on (B.8)."""

import json
import math
import re
import struct

FUNCTIONS = ("fma", "powf", "cosf", "logf", "pow")
ROW = re.compile(r"^\| `(powf|cosf|logf|pow)` \| ((?:`[0-9a-f]+` ?)+)\| `([0-9a-f]+)` \| (.*) \|$", re.MULTILINE)


def number(bits):
    return struct.unpack({8: ">f", 16: ">d"}[len(bits)], bytes.fromhex(bits))[0]


def check_values(appendix):
    """The rows of B.10: function, arguments, the result with the switches off, and, of a float function, with them on."""
    for name, arguments, result, about in ROW.findall(appendix):
        right = on = number(result)
        if flushed := re.search(r"\(flushed: `([0-9a-f]+)`\)", about):
            on = number(flushed[1])
        elif name != "pow" and abs(right) < 2.0**-126:
            on = math.copysign(0.0, right)
        yield name, [number(bits) for bits in re.findall("[0-9a-f]+", arguments)], right, on


def check_records(appendix):
    """By function the rows of B.10; a subnormal argument of `logf` is left out, which the ports' callers flush before."""
    records = {name: [] for name in FUNCTIONS if name != "fma"}
    for name, arguments, _, right in check_values(appendix):
        if name != "logf" or arguments[0] >= 2.0**-126:
            records[name].append(((*arguments, 0.0, 0.0)[:3], right))
    return records


def tensorflow_records(vectors):
    """By function the powers that the vector files list, which TensorFlow computed."""
    records = {"powf": [], "pow": []}
    for path in sorted(vectors.glob("*.json")):
        document = json.loads(path.read_text())
        powers = document.get("powers", {}) if isinstance(document, dict) else {}
        for dtype, name, digits in (("float32", "powf", 8), ("float64", "pow", 16)):
            for beta, text in powers.get(dtype, {}).items():
                base = struct.unpack("f", struct.pack("f", float(beta)))[0]  # R-POWER-1, R-POWER-3
                parts = [text[i : i + digits] for i in range(0, len(text), digits)]
                records[name] += [((base, float(t), 0.0), number(part)) for t, part in enumerate(parts, 1)]
    return records


def write(records, path):
    path.write_bytes(b"".join(struct.pack("<4d", *arguments, right) for arguments, right in records))
    return path


def read(path):
    return struct.iter_unpack("<4d", path.read_bytes())
