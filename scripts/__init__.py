"""The Python of this repository, one folder per purpose.

keras      runs in the same process as real Keras: the command embeds it
generate   writes Vectors/ and the stored answers of tests, from real Keras
compare    other frameworks, backends and versions beside Keras
check      what must hold, one script per check; each has a target in the Makefile
state      converts an optimizer's state between Keras' files and this package's
ports      example ports: programs of their own, which import nothing from here

A script runs by its path, `python scripts/check/live.py`, and its first line of code puts the repository where
Python had put the script's own folder: so `import keras` is real Keras, and ours is `scripts.keras`.
"""
