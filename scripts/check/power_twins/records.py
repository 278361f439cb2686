"""Arguments and right results of the four functions with the switches on (B.8), as files of three doubles each."""

import json
import math
import re
import struct

FUNCTIONS = ("powf", "cosf", "logf", "pow")
ROW = re.compile(r"^\| `(powf|cosf|logf|pow)` \| ((?:`[0-9a-f]+` ?)+)\| `([0-9a-f]+)` \| (.*) \|$", re.MULTILINE)


def number(bits):
    return struct.unpack({8: ">f", 16: ">d"}[len(bits)], bytes.fromhex(bits))[0]


def check_values(appendix):
    """The rows of B.10: function, arguments, the result with the switches off, and with them on."""
    for name, arguments, result, about in ROW.findall(appendix):
        least = 2.0**-1022 if name == "pow" else 2.0**-126
        right = number(result)
        flushed = re.search(r"\(flushed: `([0-9a-f]+)`\)", about)
        on = number(flushed[1]) if flushed else math.copysign(0.0, right) if abs(right) < least else right
        yield name, [number(bits) for bits in re.findall("[0-9a-f]+", arguments)], right, on


def check_records(appendix):
    """By function the rows of B.10; a subnormal argument of `logf` is left out, which the ports' callers flush before."""
    records = {name: [] for name in FUNCTIONS}
    for name, arguments, _, right in check_values(appendix):
        if name != "logf" or arguments[0] >= 2.0**-126:
            records[name].append((*arguments, 0.0)[:2] + (right,))
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
                records[name] += [(base, float(t), number(part)) for t, part in enumerate(parts, 1)]
    return records


def write(records, path):
    path.write_bytes(b"".join(struct.pack("<3d", *record) for record in records))
    return path


def read(path):
    return struct.iter_unpack("<3d", path.read_bytes())
