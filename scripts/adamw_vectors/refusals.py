"""What Keras refuses: its exceptions as an error category and Keras' own argument name."""

import re

CLIP_ARGUMENTS = ("clipnorm", "clipvalue", "global_clipnorm")


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
        name = re.search(r"`(\w+)`", message).group(1)
    return Refusal("invalid_argument", name, message)


def of_assignment(error):
    return Refusal("invalid_argument", "learning_rate", str(error))


def of_gradients(error):
    return Refusal("invalid_gradients", "grads", str(error))
