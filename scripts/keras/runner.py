"""Real Keras on the CPU, on TensorFlow unless another backend is chosen, and eager unless another profile is.

A case goes in, what Keras did comes out.
"""

import math
import warnings
from contextlib import ExitStack

from scripts.keras import environment

environment.prepare()

import keras

from scripts.keras import refusals, tensors
from scripts.keras.cases import REQUEST_FIELDS, gradient_parts, gradient_rows, replicas_are_used
from scripts.keras.checkpoints import restored
from scripts.keras.refusals import Unsupported
from scripts.keras.slots import inner_optimizer, load_state, read_state

if keras.backend.backend() == "tensorflow":
    import tensorflow as tf

    from scripts.keras import replicas

    replicas.set_up_devices()
    tf.debugging.disable_traceback_filtering()
    tf.get_logger().setLevel("ERROR")
keras.config.set_floatx("float32")
warnings.filterwarnings("ignore", message="Gradients do not exist")

KNOWN_FIELDS = {*REQUEST_FIELDS, "note", "keras", "expect"}
KNOWN_VARIABLE_FIELDS = {
    *("name", "dtype", "shape", "data"),
    *("constraint", "overwrite_with_gradient"),
}
KNOWN_EVENTS = {"apply", "apply_replicas", "learning_rate", "finalize", "checkpoint"}

#: The classes that a case may be about.
CLASSES = {"AdamW": keras.optimizers.AdamW, "Adam": keras.optimizers.Adam}


class Callable:
    """A learning rate that a script's events may change."""

    def __init__(self, value):
        self.value = value

    def __call__(self):
        return self.value


class EagerSteps:
    """Takes the steps of a case as they are called, one operation after the other."""

    def apply(self, optimizer, gradients):
        optimizer.apply(gradients)

    def apply_replicas(self, optimizer, lists):
        replicas.apply(optimizer, lists)


def steps_in(profile):
    """What takes the steps of one case."""
    if profile == "eager":
        return EagerSteps()
    if keras.backend.backend() == "jax":
        from scripts.keras.jitting import JittedSteps

        return JittedSteps()
    from scripts.keras.tracing import TracedSteps

    return TracedSteps(is_compiled=profile == "compiled")


class KerasRunner:
    """Runs one case after the other, each on variables and an optimizer of its own.

    The profile is where a step runs: `eager`; `graph`, as `fit` takes it by default on a CPU; `compiled`, by XLA.
    """

    def __init__(self, profile="eager"):
        self.profile = profile

    def run(self, case, recording=None):
        """The steps and the state after `case`. Raises `Refusal` where Keras raises.

        With a `Recording` the same is done by an optimizer that fills it: on TensorFlow only.
        """
        require_known(case)
        if not replicas_are_used(case):
            return self.run_here(case, recording)
        # Replicas run in threads of their own; what passes between them is not recorded.
        with replicas.strategy().scope():
            return self.run_here(case, None)

    def run_here(self, case, recording):
        taker = steps_in(self.profile)
        variables = [make_variable(v) for v in case["variables"]]
        optimizer, rate = make_optimizer(case, recording)
        optimizer = wrap(optimizer, case.get("loss_scale_optimizer"))
        prepare(optimizer, case, variables)
        if "initial_state" in case:
            load_state(optimizer, case["initial_state"], case["variables"])
        steps = []
        for index, event in enumerate(case["script"]):
            if recording is not None:
                recording.event = index
            if "checkpoint" in event:
                optimizer = restored(optimizer, lambda new: prepare(new, case, variables))
            else:
                obey(event, taker, optimizer, rate, variables, case["variables"])
            if recording is not None and "loss_scale_optimizer" in case:
                recording.scales.append(float(optimizer.dynamic_scale.numpy()))
            steps.append({"variables": [tensors.encode(v.numpy()) for v in variables]})
        return {"steps": steps, "state": read_state(optimizer)}


def prepare(optimizer, case, variables):
    """Excludes variables from the decay and builds."""
    exclude(inner_optimizer(optimizer), case.get("exclude_from_weight_decay"), variables)
    optimizer.build(variables)


def obey(event, taker, optimizer, rate, variables, descriptions):
    """Does one event of a script."""
    if "apply" in event or "apply_replicas" in event:
        try:
            if "apply" in event:
                taker.apply(optimizer, make_gradients(event["apply"], descriptions))
            else:
                lists = [make_gradients(g, descriptions) for g in event["apply_replicas"]]
                taker.apply_replicas(optimizer, lists)
        except Exception as error:
            raise refusals.of_apply(error) from error
    elif "learning_rate" in event:
        if rate is not None:
            rate.value = event["learning_rate"]
            return
        try:
            optimizer.learning_rate = event["learning_rate"]
        except (TypeError, ValueError) as error:
            raise refusals.of_assignment(error) from error
    else:
        try:
            optimizer.finalize_variable_values(variables)
        except ValueError as error:
            raise refusals.of_finalizing(error) from error


def require_known(case):
    """A case with something that this runner does not know is not half-obeyed."""
    for field in case.keys() - KNOWN_FIELDS:
        raise Unsupported(field, f"the Keras runner does not know the case field {field!r}")
    for variable in case["variables"]:
        for field in variable.keys() - KNOWN_VARIABLE_FIELDS:
            raise Unsupported(field, f"the Keras runner does not know the variable field {field!r}")
    for event in case["script"]:
        for field in event.keys() - KNOWN_EVENTS:
            raise Unsupported(field, f"the Keras runner does not know the event {field!r}")
    if keras.backend.backend() != "tensorflow":
        require_no_tensorflow(case)


def require_no_tensorflow(case):
    """Sparse rows and replicas are TensorFlow's own."""
    if replicas_are_used(case):
        raise Unsupported("replicas", "replicas are run by TensorFlow's MirroredStrategy alone")
    for event in case["script"]:
        if any(gradient_rows(gradient) is not None for gradient in event.get("apply", ())):
            raise Unsupported("sparse_gradients", "rows of a gradient are TensorFlow's IndexedSlices")


def make_variable(description):
    """A Keras variable; a name with slashes lies in name scopes, as a layer's variables do."""
    *scopes, name = description["name"].split("/")
    value = tensors.decode(description["data"], description["dtype"], description["shape"])
    with ExitStack() as stack:
        for scope in scopes:
            stack.enter_context(keras.name_scope(scope))
        variable = keras.Variable(value, dtype=description["dtype"], name=name)
    if "constraint" in description:
        constraint = getattr(keras.constraints, description["constraint"]["name"])
        variable.constraint = constraint(**description["constraint"]["config"])
    if description.get("overwrite_with_gradient"):
        variable.overwrite_with_gradient = True
    return variable


def make_gradients(gradients, descriptions):
    return [
        make_gradient(gradient, descriptions[i] if i < len(descriptions) else None)
        for i, gradient in enumerate(gradients)
    ]


def make_gradient(gradient, description):
    """The gradient as a tensor. One of another element count stays flat, for Keras to refuse."""
    if gradient is None:
        return None
    dtype, data = gradient_parts(gradient, description or {"dtype": "float32"})
    array = tensors.decode(data, dtype)
    rows = gradient_rows(gradient)
    if rows is not None:
        return make_slices(array, rows, description["shape"])
    if description is not None and array.size == math.prod(description["shape"]):
        array = array.reshape(description["shape"])
    return keras.ops.convert_to_tensor(array)


def make_slices(array, rows, shape):
    """Rows of a variable of this shape. Those of another size stay flat, for Keras to refuse."""
    if array.size == len(rows) * math.prod(shape[1:]):
        array = array.reshape((len(rows), *shape[1:]))
    indices = tf.constant(rows, tf.int64, shape=(len(rows),))
    return tf.IndexedSlices(tf.constant(array), indices, tf.constant(shape, tf.int64))


def make_optimizer(case, recording):
    """The optimizer, and its learning rate where a script can change it from outside."""
    name = case.get("optimizer", "AdamW")
    arguments = {"name": name.lower(), **case["arguments"]}
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
            return CLASSES[name](**arguments), rate
        return recording.optimizer(name, **arguments), rate
    except (TypeError, ValueError) as error:
        raise refusals.of_argument(error, arguments) from error


def wrap(optimizer, scaling):
    """The optimizer within a loss scale optimizer, if there is one."""
    if scaling is None:
        return optimizer
    return keras.optimizers.LossScaleOptimizer(optimizer, name="loss_scale_optimizer", **scaling)


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
