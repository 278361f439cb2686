"""The optimizer's state, in and out."""

import keras

from adamw_vectors import tensors

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


def read_state(optimizer):
    state = {"iterations": int(optimizer._iterations.numpy())}
    if isinstance(optimizer._learning_rate, keras.Variable):
        state["learning_rate"] = tensors.encode(optimizer._learning_rate.numpy())
    state["slots"] = {
        name: [tensors.encode(v.numpy()) for v in variables]
        for name, variables in slot_variables(optimizer).items()
    }
    return state


def load_state(optimizer, state, descriptions):
    optimizer._iterations.assign(state["iterations"])
    if "learning_rate" in state:
        optimizer._learning_rate.assign(tensors.decode(state["learning_rate"], "float32", ()))
    for name, variables in slot_variables(optimizer).items():
        for variable, text, description in zip(variables, state["slots"][name], descriptions):
            variable.assign(tensors.decode(text, description["dtype"], description["shape"]))
