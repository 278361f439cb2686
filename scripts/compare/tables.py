"""The tables, aligned for a terminal or in Markdown."""

import json

from scripts.compare.tallies import contrasts, groups_of, rules_by_case, tallies_by_group, tally


def text_table(header, rows):
    widths = [max(map(len, column)) for column in zip(header, *rows)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def markdown_table(header, rows):
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join(f"| {' | '.join(line)} |" for line in [header, rule, *rows])


STYLES = {"text": text_table, "markdown": markdown_table}


def summary(measurements, style):
    """A row for each measurement: how many cases differ, and by how much."""
    header = ["", "cases", "unsupported", "run", "equal", "differ"]
    header += ["of these refusal", "of these NaN", "median ULP", "largest ULP", "median of the way"]
    return STYLES[style](header, [summary_row(measurement) for measurement in measurements])


def summary_row(measurement):
    counts = tally(measurement)
    numbers = (counts.run + counts.unsupported, counts.unsupported, counts.run, counts.equal, counts.differ)
    return [
        measurement.label,
        *(f"{number:,}" for number in (*numbers, counts.refused, counts.not_a_number)),
        ulps(counts.median_ulps),
        ulps(counts.largest_ulps),
        share(counts.median_share),
    ]


def by_group(measurements, vectors, style):
    """For each group of rules and measurement: how many of the cases run differ, and the median ULP."""
    rules = rules_by_case(vectors)
    alike = alike_by_name(measurements)
    columns = [tallies_by_group(measurement, rules) for measurement in alike.values()]
    rows = [
        [group, *(group_cell(column[group]) for column in columns)]
        for group in groups_of(vectors)
        if any(column[group].differ for column in columns)
    ]
    return STYLES[style](["rules", *alike], rows)


def standing_out(measurements, vectors, style):
    """The groups of rules with which cases differ much more often than without them."""
    rules = rules_by_case(vectors)
    rows = [
        [name, group, *(f"{t.differ:,} of {t.run:,}" for t in (inside, outside))]
        for name, measurement in alike_by_name(measurements).items()
        for group, inside, outside in contrasts(measurement, rules)
    ]
    return STYLES[style](["", "rules", "differ with them", "differ without them"], rows)


def alike_by_name(measurements):
    """One measurement for all in which the same cases differ by as much, by their names together."""
    alike = {}
    for measurement in measurements:
        results = [(result["verdict"], result.get("drift")) for result in measurement.report["results"]]
        alike.setdefault(json.dumps(results), []).append(measurement)
    return {", ".join(map(short, same)): same[0] for same in alike.values()}


def short(measurement):
    """The subject's name, less what all or most have."""
    return measurement.subject.name.removeprefix("keras-").removesuffix("-tensorflow")


def group_cell(counts):
    if not counts.run:
        return "-"
    if not counts.differ:
        return "="
    distance = f" · {ulps(counts.median_ulps)}" if counts.ulps else ""
    return f"{counts.differ:,}/{counts.run:,}{distance}"


def by_probe(probes, measurements, style):
    """For each rule that has probes, and each measurement: the largest difference in them as a share of the way."""
    columns = [{result["id"]: result for result in measurement.report["results"]} for measurement in measurements]
    rows = [
        [rule, str(len(ids)), *(probe_cell([column[id] for id in ids]) for column in columns)]
        for rule, ids in probes.items()
    ]
    return STYLES[style](["rule", "probes", *(short(measurement) for measurement in measurements)], rows)


def probe_cell(results):
    failed = [result for result in results if result["verdict"] == "failed"]
    if not failed:
        return "=" if any(result["verdict"] == "passed" for result in results) else "-"
    drifts = [drift for result in failed for drift in result["drift"]]
    if any("refusal" in result["divergence"]["difference"] for result in failed):
        return "refused"
    if any("ulps" not in drift for drift in drifts):
        return "NaN"
    return share(max((drift.get("share", 0) for drift in drifts), default=0))


def ulps(number):
    """A distance in words of its size: large ones as a power of two."""
    if number is None:
        return "-"
    return f"{number:,}" if number < 10_000 else f"2^{number.bit_length() - 1}"


def share(number):
    """A share of the way, of which only the size is of interest."""
    if number is None:
        return "-"
    if number == 0:
        return "0"
    if number < 0.001:
        return f"{number:.0e}"
    return f"{100 * number:.0f} %" if number >= 0.1 else f"{100 * number:.2g} %"
