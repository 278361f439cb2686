"""Functions that the tests of the bridge call."""

import ctypes
import gc
import json
import locale
import os
import pickle
import sys
import threading

kept = []


def echo(value):
    return value


def type_name(value):
    return type(value).__name__


def nothing():
    pass


def fail(message):
    inner_frame(message)


def inner_frame(message):
    raise ValueError(message)


class Unprintable(Exception):
    def __str__(self):
        raise RuntimeError("no")


def fail_unprintably():
    raise Unprintable


def fail_with_cause():
    try:
        inner_frame("the cause")
    except ValueError as error:
        raise KeyError("the effect") from error


def leave(code):
    raise SystemExit(code)


def lone_surrogate():
    return "\ud800"


def copy_floats(source, target, dtype):
    """Bits in, bits out, through numpy."""
    import numpy

    numpy.frombuffer(target, dtype)[:] = numpy.frombuffer(source, dtype)


def keep(memory):
    kept.append(memory)


def keep_locked(memory):
    kept.append(pickle.PickleBuffer(memory))


def read_kept():
    return kept[-1][0]


def drop_kept():
    kept.clear()
    gc.collect()


def write(memory):
    memory[0] = 1


def count(n):
    """A loop in which Python switches threads."""
    total = 0
    for i in range(n):
        total += i & 1
    return total


def thread_identity():
    return threading.get_ident()


def thread_state():
    """The address of what Python knows of this thread."""
    ctypes.pythonapi.PyThreadState_Get.restype = ctypes.c_void_p
    return ctypes.pythonapi.PyThreadState_Get()


def thread_state_count():
    """Of how many threads Python knows something."""
    api = ctypes.pythonapi
    for name in ("PyInterpreterState_Get", "PyInterpreterState_ThreadHead", "PyThreadState_Next"):
        getattr(api, name).restype = ctypes.c_void_p
    state = api.PyInterpreterState_ThreadHead(ctypes.c_void_p(api.PyInterpreterState_Get()))
    count = 0
    while state is not None:
        count += 1
        state = api.PyThreadState_Next(ctypes.c_void_p(state))
    return count


def collect():
    gc.collect()


def describe():
    """What this Python is, for comparison with what its interpreter says."""
    return json.dumps(
        {
            "version": "%d.%d.%d" % sys.version_info[:3],
            "executable": sys.executable,
            "prefix": sys.prefix,
            "base_prefix": sys.base_prefix,
            "module_path": [path for path in sys.path if path != os.path.dirname(__file__)],
            "encoding": sys.getfilesystemencoding() + " " + locale.getpreferredencoding(False),
        }
    )
