"""The blocks of SPECIFICATION.md, and the same for programs."""

import math
import struct
from fractions import Fraction

from scripts.generate.worked_examples.golden import adamw
from scripts.generate.worked_examples.quantities import part_of, place_of, quantity

MOST_ELEMENTS, MOST_DECIMALS = 6, 3


def block(values):
    """The lines of an example in three columns: the name, what is done, what comes out of it."""
    rows, places = [], {}
    for value in values:
        line = value.line
        places.setdefault(id(line.place), (len(rows), line.place.text))
        marks = [shown(value.value), "Keras" if value.is_keras else "", line.remark]
        rows.append((line.name or "  not", line.expression, "  ".join(filter(None, marks))))
    first, second = (max(len(row[column]) for row in rows) for column in (0, 1))
    texts = [f"{name:{first}}  {done:{second}}  {result}".rstrip() for name, done, result in rows]
    for at, text in sorted(places.values(), reverse=True):
        texts.insert(at, text)
    return "\n".join(["```bits", *texts, "```"])


def shown(value):
    if isinstance(value, list):
        return " ".join(map(shown, value)) or "none"
    if isinstance(value, bool) or value is None:
        return {None: "null", True: "true", False: "false"}[value]
    if not isinstance(value, adamw.Array):
        return repr(float(value)) if isinstance(value, (float, Fraction)) else str(value)
    digits = 2 * struct.calcsize(value.dtype.code) // (2 if value.dtype is adamw.BFLOAT16 else 1)
    bits = value.hex()
    bits = [bits[i : i + digits] for i in range(0, len(bits), digits)]
    if len(bits) > MOST_ELEMENTS:
        first = bits[: 24 // digits]
        return " ".join([*first, "...", bits[-1], f"({len(bits)})"])
    if not bits:
        return "no elements"
    numbers = [shortest(x, value.dtype) for x in value.values] if len(bits) <= MOST_DECIMALS else []
    return "  ".join(filter(None, [" ".join(bits), " ".join(numbers)]))


def all_numbers(x):
    return isinstance(x, list) and all(isinstance(number, int) for number in x)


def shortest(x, dtype):
    """The fewest decimal digits that read back as the number."""
    if not math.isfinite(x):
        return "NaN" if math.isnan(x) else "inf" if x > 0 else "-inf"
    read = float if dtype is adamw.FLOAT64 else lambda d: dtype.narrow(adamw.to_float32(float(d)))
    return next(d for d in (f"{x:.{p}g}" for p in range(1, 18)) if read(d) == x)


def record(example, values):
    """An example for programs."""
    return {"rule": example.rule, "lines": [line_record(value) for value in values]}


def line_record(value):
    line, x = value.line, value.value
    place = line.place
    part = part_of(place)
    found = {"case": place.case, "event": place.event, "variable": place_of(place)}
    found |= {} if place.part is None else {"elements": [part.start, part.stop]}
    found |= {"name": line.name} if line.name else {"is_wrong": True}
    found["expression"] = line.expression
    if line.name and quantity(line.name):
        found |= {"quantity": quantity(line.name), "is_keras": value.is_keras}
    if isinstance(x, adamw.Array):
        found |= {"dtype": x.dtype.name, "bits": x.hex(), **({"rows": x.rows} if x.rows is not None else {})}
    else:
        found["value"] = x if x is None or isinstance(x, (int, float, str)) or all_numbers(x) else shown(x)
    return found
