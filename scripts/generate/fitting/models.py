"""Small models on scikit-learn's iris and digits, and what each is trained with."""

import keras
import numpy as np
from sklearn.datasets import load_digits, load_iris

REGRESSION = "mean_squared_error"
CLASSES = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


class Partial(keras.layers.Layer):
    """Two factors, of which the loss depends on one."""

    def build(self, shape):
        self.used = self.add_weight(shape=shape[1:], initializer="ones", name="used")
        self.unused = self.add_weight(shape=shape[1:], initializer="ones", name="unused")

    def call(self, inputs):
        return inputs * self.used


class Scale(keras.layers.Layer):
    """One factor for all: a variable of rank 0."""

    def build(self, shape):
        self.factor = self.add_weight(shape=(), initializer="ones", name="factor")

    def call(self, inputs):
        return inputs * self.factor


def classifier():
    iris = load_iris()
    layers = [
        keras.layers.Dense(6, activation="tanh", name="hidden"),
        keras.layers.Dense(3, name="classes"),
    ]
    return layers, iris.data.astype("float32"), iris.target, CLASSES


def regressor():
    """The width of a petal from the rest: variables of one element, of rank 0 and 1."""
    iris = load_iris()
    layers = [
        keras.layers.Dense(5, activation="relu", name="hidden"),
        Scale(name="scale"),
        keras.layers.Dense(1, name="width"),
    ]
    return layers, iris.data[:, :3].astype("float32"), iris.data[:, 3:].astype("float32"), REGRESSION


def regularised():
    """Gradients that are sums of what the loss and what a penalty give."""
    layers, *rest = classifier()
    penalties = {"kernel_regularizer": keras.regularizers.L2(0.02), "bias_regularizer": keras.regularizers.L1(0.01)}
    return [keras.layers.Dense(6, activation="tanh", **penalties, name="hidden"), layers[-1]], *rest


def partial():
    """One variable has no gradient."""
    layers, *rest = classifier()
    return [Partial(name="partial"), *layers], *rest


def constrained():
    iris = load_iris()
    layers = [
        keras.layers.Dense(6, activation="tanh", kernel_constraint=keras.constraints.MaxNorm(0.7), name="hidden"),
        keras.layers.Dense(
            3,
            kernel_constraint=keras.constraints.UnitNorm(axis=1),
            bias_constraint=keras.constraints.NonNeg(),
            name="classes",
        ),
    ]
    return layers, iris.data.astype("float32"), iris.target, CLASSES


def embedding():
    """The lengths in millimetres as words: rows of gradients."""
    iris = load_iris()
    words = np.rint(iris.data[:, 2:] * 10).astype("int32")
    layers = [
        keras.layers.Embedding(70, 2, name="words"),
        keras.layers.Flatten(name="flat"),
        keras.layers.Dense(3, name="classes"),
    ]
    return layers, words, iris.target, CLASSES


def convolution():
    digits = load_digits()
    layers = [
        keras.layers.Reshape((8, 8, 1), name="image"),
        keras.layers.Conv2D(3, 3, strides=2, use_bias=False, name="convolution"),
        keras.layers.BatchNormalization(name="normalization"),
        keras.layers.ReLU(name="relu"),
        keras.layers.GlobalAveragePooling2D(name="pooling"),
        keras.layers.Dense(10, name="classes"),
    ]
    return layers, (digits.data / 16).astype("float32"), digits.target, CLASSES
