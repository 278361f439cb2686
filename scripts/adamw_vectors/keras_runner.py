"""Real Keras on the CPU, eager, and on TensorFlow unless another backend is chosen.

A case goes in, what Keras did comes out.
"""

from contextlib import ExitStack
import warnings

from adamw_vectors import environment

environment.prepare()

import keras

from adamw_vectors import refusals, tensors
from adamw_vectors.cases import gradient_parts
from adamw_vectors.refusals import Unsupported
from adamw_vectors.slots import load_state, read_state

if keras.backend.backend() == "tensorflow":
    import tensorflow as tf

    # One thread: sums of many elements are then split in the same way on every machine.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.debugging.disable_traceback_filtering()
keras.config.set_floatx("float32")
warnings.filterwarnings("ignore", message="Gradients do not exist")

KNOWN_FIELDS = {
    "id",
    "rules",
    "note",
    "keras",
    "expect",
    "arguments",
    "exclude_from_weight_decay",
    "variables",
    "initial_state",
    "script",
}
KNOWN_EVENTS = {"apply", "learning_rate", "finalize"}


class Callable:
    """A learning rate that a script's events may change."""

    def __init__(self, value):
        self.value = value

    def __call__(self):
        return self.value


class KerasRunner:
    """Runs one case after the other, each on variables and an optimizer of its own."""

    def run(self, case, recording=None):
        """The steps and the state after `case`. Raises `Refusal` where Keras raises.

        With a `Recording` the same is done by an optimizer that fills it: on TensorFlow only.
        """
        require_known(case)
        variables = [make_variable(v) for v in case["variables"]]
        optimizer, rate = make_optimizer(case["arguments"], recording)
        exclude(optimizer, case.get("exclude_from_weight_decay"), variables)
        optimizer.build(variables)
        if "initial_state" in case:
            load_state(optimizer, case["initial_state"], case["variables"])
        steps = []
        for index, event in enumerate(case["script"]):
            if recording is not None:
                recording.event = index
            obey(event, optimizer, rate, variables, case["variables"])
            steps.append({"variables": [tensors.encode(v.numpy()) for v in variables]})
        return {"steps": steps, "state": read_state(optimizer)}


def obey(event, optimizer, rate, variables, descriptions):
    """Does one event of a script."""
    if "apply" in event:
        try:
            gradients = [
                make_gradient(gradient, descriptions[i] if i < len(descriptions) else None)
                for i, gradient in enumerate(event["apply"])
            ]
            optimizer.apply(gradients)
        except Exception as error:
            raise refusals.of_gradients(error) from error
    elif "learning_rate" in event:
        if rate is not None:
            rate.value = event["learning_rate"]
            return
        try:
            optimizer.learning_rate = event["learning_rate"]
        except (TypeError, ValueError) as error:
            raise refusals.of_assignment(error) from error
    else:
        optimizer.finalize_variable_values(variables)


def require_known(case):
    """A case with something that this runner does not know is not half-obeyed."""
    for field in case.keys() - KNOWN_FIELDS:
        raise Unsupported(field, f"the Keras runner does not know the case field {field!r}")
    for variable in case["variables"]:
        for field in variable.keys() - {"name", "dtype", "shape", "data"}:
            raise Unsupported(field, f"the Keras runner does not know the variable field {field!r}")
    for event in case["script"]:
        for field in event.keys() - KNOWN_EVENTS:
            raise Unsupported(field, f"the Keras runner does not know the event {field!r}")


def make_variable(description):
    """A Keras variable; a name with slashes lies in name scopes, as a layer's variables do."""
    *scopes, name = description["name"].split("/")
    value = tensors.decode(description["data"], description["dtype"], description["shape"])
    with ExitStack() as stack:
        for scope in scopes:
            stack.enter_context(keras.name_scope(scope))
        return keras.Variable(value, dtype=description["dtype"], name=name)


def make_gradient(gradient, description):
    """The gradient as a tensor. One of another element count stays flat, for Keras to refuse."""
    if gradient is None:
        return None
    dtype, data = gradient_parts(gradient, description or {"dtype": "float32"})
    array = tensors.decode(data, dtype)
    if description is not None and array.size == int(prod(description["shape"])):
        array = array.reshape(description["shape"])
    return keras.ops.convert_to_tensor(array)


def prod(shape):
    size = 1
    for extent in shape:
        size *= extent
    return size


def make_optimizer(arguments, recording):
    """The optimizer, and its learning rate where a script can change it from outside."""
    arguments = {"name": "adamw", **arguments}
    rate = None
    for beta in ("beta_1", "beta_2"):
        if isinstance(arguments.get(beta), dict):
            arguments[beta] = arguments[beta]["callable"]
    learning_rate = arguments.get("learning_rate")
    if isinstance(learning_rate, dict):
        if "callable" in learning_rate:
            rate = Callable(learning_rate["callable"])
            arguments["learning_rate"] = rate
        else:
            arguments["learning_rate"] = make_schedule(learning_rate)
    try:
        if recording is None:
            return keras.optimizers.AdamW(**arguments), rate
        return recording.optimizer(**arguments), rate
    except (TypeError, ValueError) as error:
        raise refusals.of_argument(error, arguments) from error


def make_schedule(description):
    schedule = getattr(keras.optimizers.schedules, description["schedule"])
    try:
        return schedule(**description["config"])
    except (TypeError, ValueError) as error:
        raise refusals.of_argument(error, description["config"]) from error


def exclude(optimizer, exclusion, variables):
    if exclusion is None:
        return
    optimizer.exclude_from_weight_decay(
        var_list=[variables[i] for i in exclusion.get("variables", [])],
        var_names=exclusion.get("var_names", []),
    )
