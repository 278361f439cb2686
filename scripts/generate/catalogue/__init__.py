"""The catalogue: which cases there are, in which files. No answers here."""

from itertools import chain

from scripts.generate.catalogue import (
    adam,
    boundaries,
    checkpoint,
    constraints,
    core,
    core_mixed,
    defaults,
    edges,
    errors,
    exclusions,
    finalize,
    gradient_dtypes,
    learning_rates,
    long_runs,
    loss_scale,
    missing_gradients,
    overwrite,
    probes,
    profiles,
    recorded,
    replicas,
    resumed,
    schedules,
    shapes,
    sparse,
    special_gradients,
    sums,
    traces,
)

MODULES = (
    probes,
    core,
    core_mixed,
    schedules,
    learning_rates,
    missing_gradients,
    special_gradients,
    gradient_dtypes,
    edges,
    boundaries,
    profiles,
    defaults,
    finalize,
    shapes,
    exclusions,
    resumed,
    sums,
    long_runs,
    traces,
    errors,
    sparse,
    loss_scale,
    overwrite,
    constraints,
    replicas,
    checkpoint,
    adam,
    recorded,
)


def all_files():
    """Every vector file's plans, with ids that are unique over all files."""
    files = list(chain.from_iterable(module.files() for module in MODULES))
    seen = set()
    for plan in chain.from_iterable(file.plans for file in files):
        if plan.case["id"] in seen:
            raise ValueError(f"two cases have the id {plan.case['id']}")
        seen.add(plan.case["id"])
    return files
