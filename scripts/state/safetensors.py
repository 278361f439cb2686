"""The files that `OptimizerFile` of this package reads and writes."""

import json
import math
import os
import re
import zlib
from collections import Counter

import ml_dtypes
import numpy as np

VERSION = "1"
DTYPES = {
    "F32": np.dtype(np.float32),
    "F64": np.dtype(np.float64),
    "F16": np.dtype(np.float16),
    "BF16": np.dtype(ml_dtypes.bfloat16),
    "I64": np.dtype(np.int64),
    "I32": np.dtype(np.int32),
}
#: Keys of a configuration whose values are texts, whatever they say.
NAMES = ("name", "class_name", "module", "registered_name")
CODES = {dtype: code for code, dtype in DTYPES.items()}


class StateError(Exception):
    """A file is damaged, or two states do not fit; the message says what differs."""


def encode(configuration, variables):
    """The bytes of a file: a serialized optimizer, and `(path, array)` in Keras' order.

    Keras has variables of one path; the second is `PATH#2` here, and no path of Keras ends so.
    """
    text = json.dumps(spelt(configuration), allow_nan=False)
    tensors, used = {}, Counter()
    for path, array in variables:
        used[path] += 1
        tensors[f"{path}#{used[path]}" if used[path] > 1 else path] = np.asarray(array, order="C")
    metadata = {
        "keras_optimizer": VERSION,
        "crc32": checksum(tensors, text),
        "configuration": text,
    }
    header, end = {"__metadata__": metadata}, 0
    for path, array in tensors.items():
        offsets = [end, end + array.nbytes]
        shape = list(array.shape)
        header[path] = {"dtype": CODES[array.dtype], "shape": shape, "data_offsets": offsets}
        end += array.nbytes
    encoded = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    encoded += b" " * (-len(encoded) % 8)
    data = b"".join(array.tobytes() for array in tensors.values())
    return len(encoded).to_bytes(8, "little") + encoded + data


def decode(content):
    """`(configuration, [(path, array)])` of the bytes of a file."""
    length = int.from_bytes(content[:8], "little")
    if len(content) < 8 or length > len(content) - 8:
        raise StateError("the file ends within its header")
    try:
        header = json.loads(content[8 : 8 + length], object_pairs_hook=without_duplicates)
        metadata = header.pop("__metadata__", {})
        tensors = {path: tensor(content[8 + length :], **entry) for path, entry in header.items()}
        version, text, check = (metadata.get(key) for key in ("keras_optimizer", "configuration", "crc32"))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise StateError(f"the header is damaged: {error}") from error
    if version != VERSION:
        raise StateError(f"the file is not of version {VERSION} of an optimizer's format")
    if not isinstance(text, str) or check != checksum(tensors, text):
        raise StateError("the checksum is not that of the file's contents")
    ordered = sorted(header, key=lambda path: header[path]["data_offsets"])
    return unspelt(json.loads(text)), [(re.sub(r"#[0-9]+\Z", "", path), tensors[path]) for path in ordered]


def spelt(value):
    """A configuration as JSON can hold it: Python writes `Infinity` for what is the string of that name here."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {key: spelt(item) for key, item in value.items()}
    return [spelt(item) for item in value] if isinstance(value, list) else value


def unspelt(value, key=None):
    """The configuration that `spelt` was given: names may be those strings too."""
    if isinstance(value, dict):
        return {key: unspelt(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [unspelt(item, key) for item in value]
    return float(value) if value in ("Infinity", "-Infinity", "NaN") and key not in NAMES else value


def tensor(data, dtype, shape, data_offsets):
    kind, (start, end) = DTYPES[dtype], data_offsets
    if end - start != math.prod(shape) * kind.itemsize or not 0 <= start <= end <= len(data):
        raise ValueError("a tensor does not lie where it should")
    return np.frombuffer(data[start:end], kind).reshape(shape)


def without_duplicates(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def checksum(tensors, configuration):
    """Of each tensor in the order of the paths: path, dtype, shape, elements; then the text."""
    value = 0
    for path, array in sorted(tensors.items(), key=lambda item: item[0].encode()):
        for text in (path, CODES[array.dtype], ",".join(map(str, array.shape))):
            value = zlib.crc32(text.encode() + b"\0", value)
        value = zlib.crc32(array.tobytes(), value)
    return f"{zlib.crc32(configuration.encode(), value):08x}"


def replace(path, content):
    """Writes a file beside where it is to be, and then moves it there."""
    partial = f"{path}.{os.getpid()}.partial"
    try:
        with open(partial, "xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(partial, path)
    except BaseException as error:
        if os.path.exists(partial):
            os.unlink(partial)
        if isinstance(error, OSError):
            raise StateError(f"{path} cannot be written: {error.strerror}") from error
        raise
