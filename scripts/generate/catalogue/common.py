"""What several catalogues share: an optimizer in which every rule shows, and its averaging."""

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
