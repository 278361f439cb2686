"""What Keras refuses: its exceptions as an error category and Keras' own argument name."""

import re

CLIP_ARGUMENTS = ("clipnorm", "clipvalue", "global_clipnorm")

#: What TensorFlow says where Keras assigns the average that an overwritten variable does not have, in a graph too.
NO_AVERAGE = ("Attempt to convert a value (None)", "None values not supported")

#: What TensorFlow says of the axes of a constraint.
NO_AXIS = ("Invalid reduction dimension", "contains duplicate dimension")


class Refusal(Exception):
    """Keras answered a case with an exception."""

    def __init__(self, category, argument, message):
        super().__init__(message)
        self.category = category
        self.argument = argument

    def observation(self):
        return {"error": {"category": self.category, "argument": self.argument}}


class Unsupported(Exception):
    """A case needs a feature that the runner does not have."""

    def __init__(self, feature, reason):
        super().__init__(reason)
        self.feature = feature


def of_argument(error, arguments):
    """A constructor's refusal (optimizer or schedule); the message names the argument."""
    message = str(error)
    unknown = re.search(r"Argument\(s\) not recognized: \{'(\w+)'", message)
    if unknown:
        name = unknown.group(1)
    elif message.startswith("Only one of"):
        name = next(a for a in CLIP_ARGUMENTS if arguments.get(a) is not None)
    elif message.startswith("The length of boundaries"):
        name = "boundaries"
    else:
        named = re.search(r"`(\w+)`|argument '(\w+)'", message)
        if named is None:
            raise error
        name = named.group(1) or named.group(2)
    return Refusal("invalid_argument", name, message)


def of_assignment(error):
    return Refusal("invalid_argument", "learning_rate", str(error))


def of_apply(error):
    """What `apply` refuses is a gradient, unless it fails at an average or at a constraint."""
    if any(words in str(error) for words in NO_AXIS):
        return Refusal("invalid_argument", "axis", str(error))
    if any(words in str(error) for words in NO_AVERAGE):
        return Refusal("invalid_argument", "ema_overwrite_frequency", str(error))
    return Refusal("invalid_gradients", "grads", str(error))


def of_finalizing(error):
    return Refusal("invalid_argument", "use_ema", str(error))
