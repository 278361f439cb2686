"""What happened in a run beyond the dense step on plain variables."""

from adamw_vectors.cases import gradient_rows


def facts_of_surface(case, recording):
    facts = set()
    for entry in recording.entries:
        for gradient in case["script"][entry.event]["apply"]:
            facts |= facts_of_rows(gradient_rows(gradient), entry.updates)
    return facts


def facts_of_rows(rows, updates):
    if rows is None:
        return set()
    facts = {"update by rows" if updates else "rows"}
    if any(row < 0 for row in rows):
        facts.add("row below zero")
    return facts
