"""The optimizer's state, in and out."""

from keras.src.backend import Variable

from scripts.keras import tensors

#: Slot names of the vectors and the attributes in which Keras holds them.
SLOTS = {
    "momentum": "_momentums",
    "velocity": "_velocities",
    "velocity_hat": "_velocity_hats",
    "average": "_model_variables_moving_average",
    "gradient_accumulator": "_accumulated_gradients",
}


def slot_variables(optimizer):
    """The slots that this optimizer has, each with one Keras variable per model variable."""
    return {
        name: getattr(optimizer, attribute)
        for name, attribute in SLOTS.items()
        if hasattr(optimizer, attribute)
    }


def inner_optimizer(optimizer):
    """The optimizer that takes the steps."""
    return getattr(optimizer, "inner_optimizer", optimizer)


def read_state(outer):
    optimizer = inner_optimizer(outer)
    state = {"iterations": int(optimizer._iterations.numpy())}
    if isinstance(optimizer._learning_rate, Variable):
        state["learning_rate"] = tensors.encode(optimizer._learning_rate.numpy())
    state["slots"] = {
        name: [None if v is None else tensors.encode(v.numpy()) for v in variables]
        for name, variables in slot_variables(optimizer).items()
    }
    if outer is not optimizer:
        state["loss_scale"] = tensors.encode(outer.dynamic_scale.numpy())
        state["step_counter"] = int(outer.step_counter.numpy())
    return state


def load_state(outer, state, descriptions):
    optimizer = inner_optimizer(outer)
    if outer is not optimizer:
        outer.dynamic_scale.assign(tensors.decode(state["loss_scale"], "float32", ()))
        outer.step_counter.assign(state["step_counter"])
    optimizer._iterations.assign(state["iterations"])
    if "learning_rate" in state:
        optimizer._learning_rate.assign(tensors.decode(state["learning_rate"], "float32", ()))
    for name, variables in slot_variables(optimizer).items():
        for variable, text, description in zip(variables, state["slots"][name], descriptions):
            if text is not None:
                value = tensors.decode(text, description["dtype"], description["shape"])
                variable.assign(value)
