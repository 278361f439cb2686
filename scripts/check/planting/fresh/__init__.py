"""Mistakes planted by people who had not seen the list of the diagnosis, with the rules that were to be named.

Each round was planted after the list had learned from the one before.
"""

from importlib import import_module

ROUNDS = ("first", "second", "third")


def planted(language):
    return tuple(mistake for part in ROUNDS for mistake in import_module(f"{__name__}.{part}.{language}").MISTAKES)
