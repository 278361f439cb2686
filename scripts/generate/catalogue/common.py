"""What several catalogues share: an optimizer in which every rule shows, and how a file is put together."""

from scripts.generate.catalogue.plan import VectorFile

#: Chosen so that every rule moves the answer far beyond one unit in the last place.
COMMON = {
    "learning_rate": 0.1,
    "beta_1": 0.8,
    "beta_2": 0.95,
    "epsilon": 0.01,
}
DECAYING = {**COMMON, "weight_decay": 0.3}
EMA = {"use_ema": True, "ema_momentum": 0.9}


def overwriting(frequency):
    return {**EMA, "ema_overwrite_frequency": frequency}


def identify(file, *parts):
    """The id of a case: the file's name, and the parts that are not empty."""
    return f"{file}/{'+'.join(filter(None, parts)) or 'plain'}"


def settings_of(factors, row):
    """The arguments of a row: of each factor the setting that it names."""
    arguments = {}
    for factor, setting in zip(factors, row):
        arguments.update(factors[factor][setting])
    return arguments


def made_of(parts, name, about):
    """The vector file of some parts, each of which yields the names of inputs, these, and the plans that use them."""
    inputs, plans = {}, []
    for part in parts:
        for inputs_name, value, these in part():
            if inputs_name:
                inputs[inputs_name] = value
            plans += these
    return VectorFile(name, about, plans, inputs)
