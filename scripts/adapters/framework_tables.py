"""The tables of a comparison, aligned for a terminal or in Markdown."""


def text_table(header, rows):
    widths = [max(map(len, column)) for column in zip(header, *rows)]
    lines = [header, ["-" * width for width in widths], *rows]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def markdown_table(header, rows):
    rows = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join(f"| {' | '.join(line)} |" for line in [header, rule, *rows])


FORMATS = {"text": text_table, "markdown": markdown_table}


def vector_table(frameworks, style):
    """How each framework fares with the vectors."""
    header = [
        "framework",
        "core cases",
        "unsupported",
        "run",
        "equal",
        "largest ULP",
        "median ULP",
        "other cases",
        "unsupported",
        "run",
        "equal",
    ]
    rows = [
        [
            framework.label,
            str(framework.core.asked),
            str(framework.core.unsupported),
            str(framework.core.run),
            str(framework.core.equal),
            whole(framework.core.largest),
            whole(framework.core.median),
            str(framework.others.asked),
            str(framework.others.unsupported),
            str(framework.others.run),
            str(framework.others.equal),
        ]
        for framework in frameworks
    ]
    return style(header, rows)


def probe_table(frameworks, probes, distances, style):
    """By rule, the largest difference of a weight, relative to the farthest that Keras moved one."""
    header = ["rule", "shown by", *(framework.name for framework in frameworks)]
    rows = [
        [probe.rules, probe.title, *(cell(distances[f.name, probe.title]) for f in frameworks)]
        for probe in probes
    ]
    return style(header, rows)


def cell(distance):
    if isinstance(distance, str):
        return {"unsupported": "-", "error": "refused"}[distance]
    if distance == 0:
        return "="
    return f"{distance:.1e}" if distance < 0.001 else f"{distance:.2g}"


def whole(number):
    if number is None:
        return "-"
    return str(number) if number < 100_000 else f"{number:.1e}"
