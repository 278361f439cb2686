"""Going on with a new optimizer that Keras made from the configuration and the state of another."""

import json

import keras

from scripts.keras.slots import inner_optimizer


def configuration(optimizer):
    """What Keras writes about the optimizer, by way of JSON text."""
    inner = inner_optimizer(optimizer)
    recorded = type(inner)
    inner.__class__ = plain_class(recorded)
    try:
        return json.loads(json.dumps(keras.optimizers.serialize(optimizer)))
    finally:
        inner.__class__ = recorded


def restored(optimizer, prepare):
    """A new optimizer like this one; `prepare` builds it before it takes over the state."""
    new = keras.optimizers.deserialize(configuration(optimizer))
    become_recorded(inner_optimizer(new), inner_optimizer(optimizer))
    prepare(new)
    store = {}
    optimizer.save_own_variables(store)
    if len(store) != len(new.variables):
        raise RuntimeError("Keras would not load the state")
    new.load_own_variables(store)
    return new


def plain_class(kind):
    """Keras' own class of an optimizer, which a recording one derives from."""
    return next(c for c in kind.__mro__ if c in (keras.optimizers.AdamW, keras.optimizers.Adam))


def become_recorded(new, old):
    """Lets the new optimizer record what the old one recorded, if it did."""
    if type(old) is not type(new):
        new.__class__ = type(old)
        new.recording = old.recording
