"""One process with one Keras: cases in, one per line; answers out, one per line.

    python -m scripts.generate.vector_files.worker record    observation, updates and, where asked, the trace
    python -m scripts.generate.vector_files.worker digest    a digest of the observation alone
    python -m scripts.generate.vector_files.worker graph     the observation within a `tf.function`

`record` runs under a recording optimizer and `digest` under Keras' own, so that equal digests
also show that recording changed nothing.
"""

import json
import sys

from scripts.keras.cases import canonical, digest, replicas_are_used
from scripts.keras.runner import KerasRunner
from scripts.keras.recorder import Recording
from scripts.keras.refusals import Refusal


def record(runner, case, trace):
    recording = Recording()
    try:
        observation = runner.run(case, recording)
    except Refusal as refusal:
        return {"observation": refusal.observation(), "message": str(refusal)}
    updates = max((entry.iterations + 1 for entry in recording.entries), default=0)
    answer = {"observation": observation, "updates": updates}
    if trace and not replicas_are_used(case):
        answer["trace"] = [entry.encoded(case) for entry in recording.entries if entry.updates]
    return answer


def observe(runner, case):
    try:
        return runner.run(case)
    except Refusal as refusal:
        return refusal.observation()


def main(mode):
    runner = KerasRunner("graph" if mode == "graph" else "eager")
    for line in sys.stdin:
        task = json.loads(line)
        if mode == "record":
            answer = record(runner, task["case"], task["trace"])
        elif mode == "graph":
            answer = {"observation": observe(runner, task["case"])}
        else:
            answer = {"digest": digest(observe(runner, task["case"]))}
        print(canonical(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
