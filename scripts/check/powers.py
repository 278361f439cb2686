#!/usr/bin/env python3
"""Holds Appendix B of the specification, and its versions in Python, JavaScript and Java, against the C library, bit for bit.

    scripts/check/powers.py [--many 12000000] [--seed 1]

What is compared with what is a row of the table. Only glibc on x86-64 with fused multiply-add can prove the appendix;
elsewhere the rows that need it are missing, and the first line says so. The exit status is 0 if nothing differs, 1 if
something does, and 77 if the C library is another one, so that nothing was proved.
"""

import argparse
import ctypes
import importlib.util
import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])

from scripts.check.power_twins import figures, records

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "Vectors"
SOURCES = Path(__file__).resolve().parent / "power_twins"
JAVA = ROOT / "scripts" / "ports" / "java"
BUILD = ROOT / ".build" / "powers"
COMPILER = os.environ.get("CC", "cc")
HEADER = ("what", "against", "function", "arguments", "differ")
NOT_PROVED = 77


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--many", type=int, default=12_000_000, help="arguments drawn for each function in C")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    appendix = (VECTORS / "SPECIFICATION.md").read_text().split("\n## Appendix B", 1)[1].split("\n## Appendix C", 1)[0]
    reason = obstacle()
    files = record_files(appendix)
    rows = [specification_row(appendix)]
    if reason is None:
        rows += [library_row(appendix), *twin_rows(options, files)]
    rows += python_rows(files, options)
    rows += program_rows("JavaScript", ["node", SOURCES / "draws.js"], [], files)
    classes = [JAVA / f"{name}.java" for name in ("Json", "Port", "Powers")] + [SOURCES / "Draws.java"]
    compiler = ["javac", "-Xlint:all", "-Werror", "-d", BUILD, *classes]
    rows += program_rows("Java", ["java", "-cp", f"{BUILD}:{JAVA}", "Draws"], compiler, files)
    return conclude(rows, reason)


def obstacle():
    """Why this machine's C library proves nothing; None if it does."""
    try:
        library = os.confstr("CS_GNU_LIBC_VERSION")
        flags = Path("/proc/cpuinfo").read_text().split()
    except (OSError, ValueError):
        return "the C library is not glibc"
    if platform.machine() != "x86_64":
        return f"the processor is {platform.machine()}, not x86-64"
    if tuple(map(int, library.split()[1].split(".")[:2])) < (2, 28):
        return f"{library} is older than 2.28, and computes otherwise"
    if not {"fma", "avx2"} <= set(flags):
        return "the processor has no fused multiply-add"
    if "hwcaps" in os.environ.get("GLIBC_TUNABLES", ""):
        return "GLIBC_TUNABLES may choose functions without fused multiply-add"
    return None if shutil.which(COMPILER) else f"{COMPILER} is not installed"


def record_files(appendix):
    """What is compared with: for each title a file of records for each function."""
    sources = {"check values of B.10": records.check_records(appendix),
               "powers in the vectors": records.tensorflow_records(VECTORS)}  # fmt: skip
    return {title: {name: records.write(rows, BUILD / f"{title.split()[0]}-{name}") for name, rows in functions.items()}
            for title, functions in sources.items()}  # fmt: skip


def specification_row(appendix):
    count, wrong = figures.against_specification(VECTORS, appendix)
    if wrong:
        say(f"powers.json and B.9 differ in {', '.join(wrong)}")
    return ["powers.json", "B.9", "", count, len(wrong)]


def library_row(appendix):
    """The C library against the check values of B.10, with the switches off."""
    library, count, differing = ctypes.CDLL("libm.so.6"), 0, 0
    for name, arguments, right, _ in records.check_values(appendix):
        function, number = getattr(library, name), ctypes.c_double if name == "pow" else ctypes.c_float
        function.argtypes, function.restype = [number] * len(arguments), number
        count, differing = count + 1, differing + (not same(function(*arguments), right))
    return ["the C library", "check values of B.10", "", count, differing]


def twin_rows(options, files):
    """The appendix in C; adds files of draws to what the others are compared with."""
    figures.write_headers(VECTORS, BUILD)
    twin = BUILD / "twin"
    command = [COMPILER, "-std=gnu11", "-O2", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", "-I", BUILD]
    subprocess.run([*command, "-o", twin, SOURCES / "twin.c", "-lm"], check=True)
    say("C: comparing")
    done = subprocess.run([twin, "compare", str(options.seed), str(options.many)], stdout=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"twin ended with status {done.returncode}")
    draws = files["the C library"] = {}
    for name in records.FUNCTIONS:
        draws[name] = BUILD / f"draws-{name}"
        many = str(options.many // 60)
        subprocess.run([twin, "draw", name, str(options.seed + 1), many, draws[name]], check=True)
    for line in done.stdout.splitlines():
        name, switches, count, differing, normal, subnormal, zero, infinite, nan = line.split("\t")
        say(f"{name:8} {switches:3}  {normal} normal results, {subnormal} subnormal, {zero} zero, {infinite} infinite, {nan} NaN")
        yield ["the appendix in C", f"the C library, {switches}", name, int(count), int(differing)]


def python_rows(files, options):
    adamw = adamw_module()
    rounded = adamw.FLOAT32.result
    functions = {
        "fma": adamw.fma,
        "powf": lambda x, y, z: rounded(adamw.powf(x, y)),
        "cosf": lambda x, y, z: rounded(adamw.cosf(x)),
        "logf": lambda x, y, z: rounded(adamw.logf(x)),
        "pow": lambda x, y, z: adamw.pow64(x, y),
    }
    say("Python: comparing")
    for title, paths in files.items():
        for name, path in paths.items():
            rows = list(records.read(path))[: options.many // 120]
            differing = sum(not same(functions[name](*arguments), right) for *arguments, right in rows)
            yield ["adamw.py", title, name, len(rows), differing]


def adamw_module():
    spec = importlib.util.spec_from_file_location("adamw", VECTORS / "adamw.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def program_rows(language, command, build, files):
    """A program that is given functions and files, and prints for each how many records there are and how many differ."""
    if missing := [words[0] for words in (build, command) if words and not shutil.which(words[0])]:
        return [[language, f"skipped: {missing[0]} is not installed", "", 0, 0]]
    say(f"{language}: comparing")
    pairs = [(title, name, path) for title, paths in files.items() for name, path in paths.items()]
    if build:
        subprocess.run(build, check=True)
    words = [word for _, name, path in pairs for word in (name, path)]
    done = subprocess.run([*command, *words], stdout=subprocess.PIPE, text=True, check=True)
    results = [list(map(int, line.split())) for line in done.stdout.splitlines()]
    return [[language, title, name, *result] for (title, name, _), result in zip(pairs, results, strict=True)]


def same(mine, right):
    return mine != mine and right != right or struct.pack("<d", mine) == struct.pack("<d", right)


def conclude(rows, reason):
    differing, compared = sum(row[-1] for row in rows), sum(row[-2] for row in rows)
    verdict = f"{differing:,} of {compared:,} results differ"
    if reason:
        verdict = f"NOT PROVED, for {reason}; of what can be compared without it {verdict}"
    else:
        verdict += f"; {os.confstr('CS_GNU_LIBC_VERSION')} on x86-64 with fused multiply-add"
    print(verdict, *table(rows), sep="\n")
    return 1 if differing or not compared else NOT_PROVED if reason else 0


def table(rows):
    cells = [HEADER, *([*row[:3], f"{row[3]:,}", f"{row[4]:,}"] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(HEADER))]
    for row in cells:
        yield "  ".join(c.rjust(w) if k > 2 else c.ljust(w) for k, (c, w) in enumerate(zip(row, widths))).rstrip()


def say(sentence):
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
