"""The names of a model's trainable variables, from its configuration and the shapes in its file.

They are those of a model that is made as its configuration says: in a model that was loaded Keras leaves scopes out,
and no file says so. What a class of the user's own calls its variables is in no file either; those are numbered.
"""

import re
from collections import Counter

#: The trainable variables of Keras' layers in their order, some in layers within.
VARIABLES = {
    r"Dense|EinsumDense|Conv[123]D(Transpose)?|DepthwiseConv[12]D": "kernel bias",
    r"SeparableConv[12]D": "depthwise_kernel pointwise_kernel bias",
    r"Embedding": "embeddings",
    r"(Batch|Layer|Group)Normalization": "gamma beta",
    r"RMSNormalization|(Additive)?Attention": "scale",
    r"PReLU": "alpha",
    r"Normalization": "",
    r"(SimpleRNN|LSTM|GRU)Cell": "kernel recurrent_kernel bias",
    r"SimpleRNN|LSTM|GRU|ConvLSTM[123]D": "CELL/kernel CELL/recurrent_kernel CELL/bias",
    r"(MultiHead|Group(ed)?Query)Attention": "query/kernel query/bias key/kernel key/bias value/kernel value/bias"
    " attention_output/kernel attention_output/bias",
}
#: Without which a layer does not have a variable.
FLAGS = {"bias": "use_bias", "gamma": "scale", "beta": "center", "scale": "use_scale"}
#: Where wrappers of these classes keep the configurations of what they wrap.
WRAPPERS = ("Bidirectional", "TimeDistributed", "SpectralNormalization", "RNN", "StackedRNNCells")
WRAPPED = ("layer", "backward_layer", "cell", "cells")


def names_of(model, shapes, wanted):
    """The names of variables of the wanted shapes in a model whose file has these shapes.

    With them those that are numbered because nothing in the file tells their names.
    """
    reached = {0: []}
    for choices in parts(model, "", "", shapes):
        ahead = {}
        for start, names in reached.items():
            for more in choices(wanted[start:]):
                end = start + len(more)
                # Where two ways lead, nothing says which is right.
                ahead[end] = None if names is None or end in ahead else [*names, *more]
        reached = ahead
    names = reached.get(len(wanted)) or [f"variable/{index}" for index in range(len(wanted))]
    return names, [name for name in names if name.rpartition("/")[2].isdecimal()]


def parts(serialized, scope, group, shapes):
    """Parts of a model in the order of its variables: functions of the shapes ahead to the names that they may have."""
    config = serialized.get("config")
    config = config if isinstance(config, dict) else {}
    below = [shape for path, shape in shapes.items() if path.startswith(join(group, ""))]
    name = join(scope, config.get("name", snake_case(serialized.get("class_name", "model"))))
    if not below or not config.get("trainable", True):
        return  # a layer that is there twice is saved once
    if isinstance(config.get("layers"), list):
        yield from parts_of_layers(config, name, group, shapes)
    elif (known := known_names(serialized, config)) is None:
        yield lambda ahead: numbered(name, below, ahead)
    else:
        # What is merged into a kernel, or lies in layers within, has no shape in this place.
        own = [] if config.get("lora_rank") or "/" in "".join(known) else range(len(known))
        own = [shapes.get(join(group, f"vars/{index}")) for index in own]
        yield lambda ahead: [[join(name, k) for k in known]] if fit(own, ahead, len(known)) else []


def parts_of_layers(config, name, group, shapes):
    """The layers of a functional model are made outside of it, those of a Sequential within."""
    is_sequential = "input_layers" not in config
    used = Counter()
    for layer in config["layers"]:
        key = snake_case(layer.get("class_name", ""))
        if not (is_sequential and key == "input_layer"):
            place = f"layers/{key}_{used[key]}" if used[key] else f"layers/{key}"
            used[key] += 1
            yield from parts(layer, name if is_sequential else "", join(group, place), shapes)


def known_names(serialized, config):
    """The trainable variables of one of Keras' own layers; `None` for any other, and where they are quantised."""
    kind = serialized.get("class_name", "")
    is_own = serialized.get("registered_name") in (None, kind) and (serialized.get("module") or "keras").startswith(
        "keras"
    )
    if not is_own or "_from_" in str(config.get("dtype")) or config.get("score_mode") == "concat":
        return None
    if kind in WRAPPERS:
        wrapped = [config.get(key) or [] for key in WRAPPED]
        return names_within([o for item in wrapped for o in (item if isinstance(item, list) else [item])])
    for pattern, names in VARIABLES.items():
        if re.fullmatch(pattern, kind):
            cell = re.sub(r"\d[Dd]$", "", snake_case(kind)).rstrip("_") + "_cell"
            names = names.replace("CELL", cell).split()
            names = [name for name in names if config.get(FLAGS.get(name.rpartition("/")[2]), True)]
            if kind == "EinsumDense" and not config.get("bias_axes"):
                names.remove("bias")
            if config.get("lora_rank"):
                names = [*names[1:], f"lora_{names[0]}_a", f"lora_{names[0]}_b"]
            return names
    return None


def names_within(wrapped):
    """The variables of layers within a layer, or `None` if one is not known."""
    found = []
    for layer in wrapped:
        names = known_names(layer, layer["config"])
        if names is None:
            return None
        found += [join(layer["config"]["name"], name) for name in names]
    return found


def fit(own, ahead, count):
    """Whether a layer's variables can be the next, by what shapes of theirs the file has."""
    return len(ahead) >= count and all(shape in (None, other) for shape, other in zip(own, ahead))


def numbered(name, below, ahead):
    """Any number of variables that have shapes of those that the file has in this place."""
    left, choice = Counter(below), []
    yield choice
    for index, shape in enumerate(ahead):
        left[shape] -= 1
        if left[shape] < 0:
            return
        choice = [*choice, join(name, str(index))]
        yield choice


def join(*names):
    return "/".join(names).lstrip("/")


def snake_case(name):
    """As Keras makes the names of groups from those of classes, one of which it exports under another name."""
    name = re.sub(r"\W+", "", name.replace("GroupQueryAttention", "GroupedQueryAttention"))
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
