"""The figures of Appendix B: held against its section B.9, and written as headers in C."""

import json
import re
import struct
from decimal import Decimal, localcontext
from fractions import Fraction

START_128 = 0x3FE6955500000000


def number(bits):
    return struct.unpack(">d", bytes.fromhex(bits))[0]


def read(vectors):
    """The figures by their names: doubles, and what is written otherwise."""
    document = json.loads((vectors / "powers.json").read_text())
    return {name: [number(x) for x in value] if isinstance(value, list)
            else number(value) if re.fullmatch("[0-9a-f]{16}", value) else value
            for name, value in document.items()}  # fmt: skip


def betas(vectors):
    """Every beta of the vectors: each file lists the powers of its own."""
    files = (json.loads(path.read_text()) for path in vectors.glob("*.json"))
    lists = (betas for file in files if isinstance(file, dict) for betas in file.get("powers", {}).values())
    return sorted({float(beta) for betas in lists for beta in betas})


def write_headers(vectors, folder):
    """figures.h and betas.h, for functions.h and twin.c."""
    lines = []
    for name, value in read(vectors).items():
        if isinstance(value, list):
            lines.append(f"static const double {name.upper()}[] = {{{', '.join(x.hex() for x in value)}}};")
        elif isinstance(value, float):
            lines.append(f"static const double {name.upper()} = {value.hex()};")
        elif name == "four_over_pi":
            data = ", ".join(map(str, bytes.fromhex(value)))
            lines.append(f"static const unsigned char {name.upper()}[] = {{{data}}};")
    (folder / "figures.h").write_text("\n".join(lines) + "\n")
    found = betas(vectors)
    text = f"enum {{ BETAS = {len(found)} }};\nstatic const double betas[] = {{{', '.join(x.hex() for x in found)}}};\n"
    (folder / "betas.h").write_text(text)


def against_specification(vectors, appendix):
    """How many figures B.9 prints or defines, and the names of those lists that powers.json has otherwise."""
    figures = read(vectors)
    rows = re.findall(r"^\| \d+ \| `(\w+)` \| `(\w+)` \| `(\w+)` \|$", appendix, re.MULTILINE)
    printed = {name: list(map(number, column)) for name, column in zip(("inverse_16", "log2_16", "ln_16"), zip(*rows))}
    for name, cells in re.findall(r"^\| `(\w+)` \| ((?:`[0-9a-f]{16}` ?)+)\|$", appendix, re.MULTILINE):
        printed[name] = list(map(number, re.findall(r"\w+", cells)))
    lists = [*printed.items(), *defined(figures).items()]
    # What the file has and B.9 does not is a figure that nobody checks.
    wrong = {name for name, value in figures.items() if not isinstance(value, str)} - {name for name, _ in lists}
    for name, expected in lists:
        known = figures.get(name)
        if (known if isinstance(known, list) else [known]) != expected:
            wrong.add(name)
    big = re.search(r"^\| `four_over_pi` \| `(\w+)` \|$", appendix, re.MULTILINE)
    if not big or big[1] != figures["four_over_pi"]:
        wrong.add("four_over_pi")
    return sum(len(expected) for _, expected in lists) + 1, sorted(wrong)


def defined(figures):
    """The tables of which B.9 has the definition."""
    with localcontext() as context:
        context.prec = 71
        exact, two, step = (lambda x: Decimal(x)), Decimal(2), Decimal(2) ** -43
        middles = [(edge(i) + edge(i + 1)) / 2 for i in range(128)]
        inverse = [float(Fraction(round(128 / c), 128) if c < 1 else Fraction(round(256 / c), 256)) for c in middles]
        logs = [-exact(x).ln() for x in inverse]
        coarse = [(log / step).to_integral_value() * step for log in logs]
        powers = [two ** (Decimal(i) / 128) for i in range(128)]
        return {
            "ln_16": [0 - float(exact(x).ln()) for x in figures["inverse_16"]],
            "log2_16": [0 - float(exact(x).ln() / two.ln()) for x in figures["inverse_16"]],
            "inverse_128": inverse,
            "ln_128": [float(x) for x in coarse],
            "ln_tail_128": [float(log - x) for log, x in zip(logs, coarse)],
            "exp2_128": [float(x) for x in powers],
            "exp2_tail_128": [float(x / exact(float(x)) - 1) for x in powers],
        }


def edge(i):
    """The lower end of interval `i` of 128."""
    return Fraction(struct.unpack(">d", struct.pack(">Q", START_128 + (i << 45)))[0])
