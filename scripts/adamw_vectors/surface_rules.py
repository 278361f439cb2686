"""Which rules beyond the dense step on plain variables a case exercises."""

from adamw_vectors.cases import gradient_rows

#: Every rule, in the order of the specification.
SURFACE_RULES = """
R-SPARSE-1 R-SPARSE-2 R-SPARSE-3 R-SPARSE-4 R-SPARSE-5 R-SPARSE-6
R-ERROR-SPARSE
""".split()


def surface_rules(case, happened, facts):
    return sparse_rules(case, happened)


def surface_refusal(case, error):
    """The rule by which a case with something of these is refused, or `None`."""
    if error["argument"] == "grads" and has_rows(case):
        return "R-ERROR-SPARSE"
    return None


def has_rows(case):
    lists = (event.get("apply", ()) for event in case["script"])
    return any(gradient_rows(gradient) is not None for gradients in lists for gradient in gradients)


def sparse_rules(case, happened):
    arguments = case["arguments"]
    found = set()
    if arguments.get("gradient_accumulation_steps"):
        found |= {"R-SPARSE-5"} if happened & {"rows", "update by rows"} else set()
    elif "update by rows" in happened:
        found.add("R-SPARSE-1")
        if arguments.get("global_clipnorm"):
            found.add("R-SPARSE-4")
        else:
            found.add("R-SPARSE-2")
        if arguments.get("clipnorm") or arguments.get("clipvalue"):
            found.add("R-SPARSE-3")
    return found | {"R-SPARSE-6"} if "row below zero" in happened else found
