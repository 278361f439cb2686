"""Trains by `fit` and writes down what the optimizer was handed and made of it.

    python -m scripts.generate.fitting.training

Prints a line of JSON for each run: its case with what `fit` left. Each is trained twice, once with nothing in its graph
but Keras, because a reader more can change what TensorFlow rewrites: where an L2 penalty alone gives a gradient, a
`loss_scale_factor` meets the penalty's constants unless the gradient is recorded. No run here is such a one.
"""

import os

from scripts.keras import environment

if "TF_ENABLE_ONEDNN_OPTS" not in os.environ:  # as users have it
    del environment.SETTINGS["TF_ENABLE_ONEDNN_OPTS"]
else:
    environment.SETTINGS["TF_ENABLE_ONEDNN_OPTS"] = os.environ["TF_ENABLE_ONEDNN_OPTS"]

from scripts.keras.runner import exclude, make_optimizer, wrap

import keras
import tensorflow as tf

from scripts.generate.fitting import models
from scripts.generate.fitting.recording import Recording
from scripts.generate.fitting.runs import OF_CASES, OF_COMPILE, OF_FIT, RUNS
from scripts.keras import tensors
from scripts.keras.cases import canonical
from scripts.keras.slots import inner_optimizer, read_state

EPOCHS = 3


def use_the_whole_processor():
    """The one device and the threads that a process has by default, unlike the runner's."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()])
    tf.config.threading.set_intra_op_parallelism_threads(0)
    tf.config.threading.set_inter_op_parallelism_threads(0)


class Watch(keras.callbacks.Callback):
    """The weights after batches, from outside the graph: after every one unless an execution takes several."""

    def __init__(self):
        super().__init__()
        self.epoch, self.weights = 0, {}

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch = epoch

    def on_train_batch_end(self, batch, logs=None):
        count = self.params["steps"]
        step = self.epoch * count + min(batch, count - 1)  # Keras' number may lie beyond the epoch's last batch
        self.weights[step] = weights_of(self.model)


def weights_of(model):
    return [tensors.encode(v.numpy()) for v in model.trainable_variables]


def compiled_model(run):
    """The model of a run and its data; Keras itself wraps the optimizer of mixed_float16 by default."""
    keras.utils.clear_session()
    keras.utils.set_random_seed(7)
    keras.config.set_dtype_policy(run.get("policy", "float32"))
    layers, inputs, targets, loss = getattr(models, run.get("model", "classifier"))()
    model = keras.Sequential([keras.Input(inputs.shape[1:], dtype=inputs.dtype), *layers])
    optimizer, _ = make_optimizer(run, None)
    exclude(optimizer, run.get("exclude_from_weight_decay"), model.trainable_variables)
    if run.get("loss_scale_optimizer"):
        optimizer = wrap(optimizer, run["loss_scale_optimizer"])
    model.compile(optimizer, loss=loss, **{name: run[name] for name in OF_COMPILE if name in run})
    if (inner_optimizer(model.optimizer) is not model.optimizer) != ("loss_scale_optimizer" in run):
        raise RuntimeError("the case would not say whether the loss is scaled")
    return model, inputs, targets


def fit(run, records):
    """One training: the variables before, what was recorded, what was watched, the weights and the state at the end."""
    model, inputs, targets = compiled_model(run)
    variables = [described(v) for v in model.trainable_variables]
    recording = Recording(model.optimizer, model.trainable_variables) if records else None
    watch = Watch()
    options = {"epochs": EPOCHS, **{name: run[name] for name in OF_FIT if name in run}}
    model.fit(inputs, targets, verbose=0, callbacks=[watch], **options)
    return variables, recording, watch.weights, weights_of(model), read_state(model.optimizer)


def described(variable):
    description = {"name": variable.path, "dtype": variable.dtype, "shape": list(variable.shape)}
    description["data"] = tensors.encode(variable.numpy())
    if variable.constraint is not None:
        config = variable.constraint.get_config()
        description["constraint"] = {"name": type(variable.constraint).__name__, "config": config}
    return description


def train(run):
    """The case of a run and what `fit` left, which must not depend on whether it was recorded."""
    before, _, *undisturbed = fit(run, records=False)
    variables, recording, *disturbed = fit(run, records=True)
    if before != variables or undisturbed != disturbed:
        raise RuntimeError("recording changed the training")
    watched, last, state = undisturbed
    if any(recording.weights[step] != weights for step, weights in watched.items()):
        raise RuntimeError("what was recorded is not what the training did")
    case = {name: run[name] for name in OF_CASES if name in run}
    script = [*({"apply": gradients} for gradients in recording.gradients), {"finalize": True}]
    steps = [{"variables": weights} for weights in (*recording.weights, last)]
    expect = {"steps": steps, "state": state}
    return {**case, "variables": variables, "script": script, "expect": expect}


def main():
    use_the_whole_processor()
    for run in RUNS.values():
        print(canonical(train(run)), flush=True)


if __name__ == "__main__":
    main()
