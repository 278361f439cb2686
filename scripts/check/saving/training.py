"""Steps of any Keras 3 in eager mode, and what they leave behind, as bits."""

import keras
import numpy as np
import tensorflow as tf

from scripts.keras import tensors


def train(model, batch):
    """One step, and the gradients that it took."""
    with tf.GradientTape() as tape:
        outputs = tf.cast(model(batch), tf.float32)
        loss = tf.reduce_mean((outputs - tf.cast(batch[:, : outputs.shape[1]], tf.float32)) ** 2)
        scaled = model.optimizer.scale_loss(loss)
    gradients = tape.gradient(scaled, [v.value for v in model.trainable_variables])
    model.optimizer.apply(gradients)
    return [encoded_gradient(gradient) for gradient in gradients]


def encoded_gradient(gradient):
    if isinstance(gradient, tf.IndexedSlices):
        return {"indices": gradient.indices.numpy().tolist(), "data": tensors.encode(gradient.values.numpy())}
    return tensors.encode(gradient.numpy())


def encoded(variable):
    return tensors.encode(keras.ops.convert_to_numpy(variable.value))


def state_of(model):
    """The bits of the optimizer's variables in their order."""
    return [np.asarray(keras.ops.convert_to_numpy(v.value)).tobytes().hex() for v in model.optimizer.variables]


def weights_of(model):
    return [encoded(variable) for variable in model.trainable_variables]
