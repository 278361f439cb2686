"""Kinds of models and of optimizers. All are made so that every Keras 3 can make them."""

import contextlib

import keras

layers, optimizers = keras.layers, keras.optimizers


@keras.saving.register_keras_serializable(package="house")
class Gain(layers.Layer):
    """A layer of the user's own, with a variable that is trained and one that is not."""

    def build(self, shape):
        self.gain = self.add_weight(shape=(shape[-1],), initializer="ones", name="gain")
        self.seen = self.add_weight(shape=(shape[-1],), initializer="zeros", trainable=False, name="seen")
        self.built = True

    def call(self, inputs):
        return inputs * self.gain


@keras.saving.register_keras_serializable(package="house")
class Tower(keras.Model):
    """A model whose attributes are in another order than its layers are made."""

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self.second = layers.Dense(3, activation="tanh", name="b")
        self.first = layers.Dense(2, name="a")

    def call(self, inputs):
        return self.first(self.second(inputs))

    def build(self, shape):
        self.second.build(shape)
        self.first.build((None, 3))
        self.built = True


def sequential():
    return keras.Sequential(
        [keras.Input((4,)), layers.Dense(5, activation="tanh", name="hidden"), layers.Dense(2, name="output")],
        name="net",
    )


def nested():
    inside = keras.Input((4,))
    body = keras.Model(inside, layers.Dense(3, activation="tanh", name="body")(inside), name="inner")
    return keras.Sequential([keras.Input((4,)), body, keras.Sequential([layers.Dense(2, name="head")], name="last")])


def subclassed():
    model = Tower(name="tower")
    model.build((None, 4))
    return model


def shared_and_frozen():
    inputs = keras.Input((4,))
    shared, frozen = layers.Dense(4, name="shared"), layers.Dense(4, name="frozen")
    hidden = layers.Add()([shared(inputs), shared(frozen(inputs))])
    frozen.trainable = False
    return keras.Model(inputs, layers.Dense(2, name="head")(layers.BatchNormalization(name="norm")(hidden)))


def twins():
    """Two branches with layers of one name, whose variables have one path."""
    inputs = keras.Input((4,))
    branches = []
    for _ in range(2):
        inside = keras.Input((4,))
        branches.append(keras.Model(inside, layers.Dense(3, name="branch")(inside))(inputs))
    return keras.Model(inputs, layers.Dense(2, name="head")(layers.Concatenate()(branches)))


def embeddings():
    inputs = keras.Input((4,), dtype="int32")
    return keras.Model(
        inputs, layers.Dense(2, name="head")(layers.Flatten()(layers.Embedding(9, 3, name="words")(inputs)))
    )


def mixed_float16():
    inputs = keras.Input((4,))
    return keras.Model(inputs, layers.Dense(2, name="head")(layers.Dense(3, name="hidden")(inputs)))


def lora():
    inputs = keras.Input((4,))
    hidden = layers.Dense(5, name="adapted")
    model = keras.Model(inputs, layers.Dense(2, name="head")(hidden(inputs)))
    hidden.enable_lora(2)
    return model


def custom():
    inputs = keras.Input((4,))
    return keras.Model(inputs, layers.Dense(2, name="head")(layers.Dropout(0.0)(Gain(name="gain")(inputs))))


def recurrent():
    inputs = keras.Input((4,))
    hidden = layers.Reshape((2, 2))(inputs)
    hidden = layers.LSTM(3, return_sequences=True, name="lstm")(hidden)
    return keras.Model(inputs, layers.Dense(2, name="head")(layers.GRU(2, name="gru")(hidden)))


def many_variables():
    inputs = hidden = keras.Input((4,))
    for index in range(74):
        hidden = layers.Add()([hidden, layers.Dense(4, activation="tanh", name=f"layer_{index}")(hidden)])
    return keras.Model(inputs, layers.Dense(2, name="head")(hidden))


def equal_shapes():
    return keras.Sequential(
        [keras.Input((4,)), *(layers.Dense(4, use_bias=False, name=f"square_{i}") for i in range(3))], name="equal"
    )


MODELS = {
    "sequential": sequential,
    "nested": nested,
    "subclassed": subclassed,
    "shared+frozen": shared_and_frozen,
    "twins": twins,
    "embeddings": embeddings,
    "mixed_float16": mixed_float16,
    "lora": lora,
    "custom": custom,
    "rnn": recurrent,
    "150 variables": many_variables,
    "equal shapes": equal_shapes,
}

EMA = {"use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 2}

OPTIMIZERS = {
    "plain": lambda: optimizers.AdamW(0.05, name="adamw"),
    "amsgrad": lambda: optimizers.AdamW(0.05, amsgrad=True, name="adamw"),
    "ema": lambda: optimizers.AdamW(0.05, **EMA, name="adamw"),
    "accumulation": lambda: optimizers.AdamW(0.05, gradient_accumulation_steps=3, name="adamw"),
    "ema+accumulation": lambda: optimizers.AdamW(0.05, **EMA, gradient_accumulation_steps=3, name="adamw"),
    "schedule": lambda: optimizers.AdamW(optimizers.schedules.CosineDecay(0.1, 20, alpha=0.1), name="adamw"),
    "clipnorm+exclusion": lambda: excluding(optimizers.AdamW(0.05, weight_decay=0.1, clipnorm=0.1, name="adamw")),
    "loss scale": lambda: optimizers.LossScaleOptimizer(
        optimizers.AdamW(0.05, name="adamw"), initial_scale=64.0, dynamic_growth_steps=3, name="scaled"
    ),
}

#: The few that a kind of model which takes long is tried with.
FEW = {"150 variables": ("plain", "ema+accumulation")}

#: What no file has: the one who resumes must exclude them again.
EXCLUDED = ["bias"]


def excluding(optimizer):
    optimizer.exclude_from_weight_decay(var_names=EXCLUDED)
    return optimizer


def inputs_of(model, source):
    """A batch: words for an embedding, else numbers."""
    if any(isinstance(layer, layers.Embedding) for layer in model.layers):
        return source.integers(0, 9, (8, 4)).astype("int32")
    return source.normal(size=(8, 4)).astype("float32")


def compiled(model, optimizer):
    """A model whose optimizer has its variables."""
    model.compile(optimizer, "mse", run_eagerly=True, jit_compile=False)
    model.optimizer.build(model.trainable_variables)
    return model


@contextlib.contextmanager
def policy(kind):
    """The dtype policy of the whole process, with which `compile` adds a loss scaling to a model of this kind."""
    set_policy = getattr(keras.mixed_precision, "set_dtype_policy", None) or keras.config.set_dtype_policy
    set_policy("mixed_float16" if kind == "mixed_float16" else "float32")
    yield
    set_policy("float32")
