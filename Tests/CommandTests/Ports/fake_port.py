"""A port that misbehaves as its first argument says, in the case that its second argument names.

The case is an id, `smoke` for the questions of the smoke set, or `*` for everything. The port knows no optimizer:
the answers are those of the vectors in ADAMW_VECTORS, and to the smoke set what it asks for, so that nothing is
wrong with it but what was asked for.
"""

import json
import os
import signal
import sys
import time

MODE = sys.argv[1]
TARGET = sys.argv[2] if len(sys.argv) > 2 else "*"

DESCRIPTION = {"reply": "start", "protocol": 1, "name": "fake", "version": "1", "language": "Python",
               "dtypes": ["float32"]}


def expectations():
    folder = os.environ["ADAMW_VECTORS"]
    with open(os.path.join(folder, "manifest.json")) as file:
        names = [entry["name"] for entry in json.load(file)["files"]]
    for name in names:
        with open(os.path.join(folder, name)) as file:
            for case in json.load(file)["cases"]:
                yield case["id"], case["expect"]


EXPECTED = dict(expectations())


def say(reply):
    write(json.dumps(reply) + "\n")


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def right_answer(request):
    case, seq = request["case"], request["seq"]
    if "no_such_field" in request:
        return {"reply": "error", "seq": seq, "category": "internal", "argument": "no_such_field"}
    expect = EXPECTED.get(case["id"])
    if expect is None:
        return {"reply": "run", "seq": seq, "steps": [{"variables": values(case)} for _ in case["script"]]}
    if "error" in expect:
        return {"reply": "error", "seq": seq, **expect["error"]}
    steps = [{"variables": values(case)} for _ in case["script"]]
    for event, step in zip(expect.get("kept", range(len(steps))), expect["steps"]):
        steps[event] = step
    return {"reply": "run", "seq": seq, "steps": steps}


def values(case):
    if case["id"] == "smoke" and case["arguments"]["learning_rate"] != 0:
        return case["script"][0]["apply"]
    return [variable["data"] for variable in case["variables"]]


def start_child(in_new_session=False):
    if os.fork() == 0:
        if in_new_session:
            os.setsid()
        time.sleep(3600)
        os._exit(0)


def misbehave(request, count):
    """Answers a run request in the mode's way."""
    reply = right_answer(request)
    if MODE == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif MODE == "exit":
        print("boom\x1b[2J", file=sys.stderr)
        sys.exit(7)
    elif MODE == "exit-after-log":
        for number in range(1, 151):
            print(f"log line {number}\x1b[2J", file=sys.stderr)
        sys.exit(7)
    elif MODE == "exit-cases" and request["case"]["id"] != "smoke":
        sys.exit(7)
    elif MODE == "exit-zero":
        sys.exit(0)
    elif MODE == "hang":
        time.sleep(3600)
    elif MODE == "hang-with-children":
        start_child()
        start_child(in_new_session=True)
        time.sleep(3600)
    elif MODE == "crash-with-children":
        start_child()
        os.kill(os.getpid(), signal.SIGKILL)
    elif MODE == "junk":
        write("Traceback\x00 (most recent call last)\x1b[31m\n")
    elif MODE == "half-line":
        write('{"reply":"run","seq":')
        time.sleep(3600)
    elif MODE == "half-line-exit":
        write('{"reply":"run","seq":')
        sys.exit(0)
    elif MODE == "wrong-seq":
        say({**reply, "seq": request["seq"] + 1})
    elif MODE == "extra-reply":
        write(json.dumps(reply) + "\n" + json.dumps(reply) + "\n")
    elif MODE == "debug-line":
        write("debug: step 1\n" + json.dumps(reply) + "\n")
    elif MODE == "slow":
        time.sleep(0.3)
        say(reply)
    elif MODE == "late-reply":
        say(reply)
        time.sleep(0.2)
        say(reply)
    elif MODE == "exit-after-answer":
        say(reply)
        sys.exit(4)
    elif MODE == "huge-reply":
        chunk = "0" * (1 << 20)
        for _ in range(1024):
            write(chunk)
        write("\n")
    elif MODE == "stderr-flood":
        chunk = "a log that nobody reads\n" * 4096
        for _ in range(64):
            sys.stderr.write(chunk)
        say(reply)
    elif MODE == "stderr-flood-hang":
        while True:
            sys.stderr.write("again and again\n" * 4096)
    elif MODE == "close-stdin":
        os.close(0)
        say(reply)
        time.sleep(3600)
    elif MODE == "close-stdout":
        os.close(1)
        time.sleep(3600)
    elif MODE == "nan" or MODE == "nan-cases" and request["case"]["id"] != "smoke":
        say({"reply": "run", "seq": request["seq"], "steps": [
            {"variables": ["7fc00000" * (len(v["data"]) // 8) for v in request["case"]["variables"]]}
            for _ in request["case"]["script"]]})
    elif MODE == "same-bits":
        say({"reply": "run", "seq": request["seq"], "steps": [{"variables": ["3f800000"]}]})
    elif MODE == "echo":
        say({"reply": "run", "seq": request["seq"], "steps": [
            {"variables": [v["data"] for v in request["case"]["variables"]]} for _ in request["case"]["script"]]})
    elif MODE == "decays-without-rate" and request["case"]["arguments"].get("weight_decay", 0.004) != 0:
        say({**reply, "steps": [{"variables": ["3f800000" for _ in request["case"]["variables"]]}]})
    elif MODE == "claims-amsgrad" and request["case"]["arguments"].get("amsgrad"):
        say({"reply": "error", "seq": request["seq"], "category": "invalid_argument", "argument": "amsgrad"})
    elif MODE == "wrong-bits":
        if "steps" in reply and request["case"]["id"] != "smoke":
            reply["steps"][0]["variables"][0] = "3f800001" + reply["steps"][0]["variables"][0][8:]
        say(reply)
    elif MODE == "rounded":
        for step in reply.get("steps", []) if request["case"]["id"] != "smoke" else []:
            step["variables"] = [v[:-1] + f"{int(v[-1], 16) ^ 1:x}" for v in step["variables"]]
        say(reply)
    elif MODE == "swapped-bytes":
        for step in reply.get("steps", []):
            step["variables"] = ["".join(bytes.fromhex(v[i:i + 8])[::-1].hex() for i in range(0, len(v), 8))
                                 for v in step["variables"]]
        say(reply)
    elif MODE == "old-optimizer":
        if count > 3 and "steps" in reply and request["case"]["arguments"]["learning_rate"]:
            reply["steps"][0] = {"variables": [v["data"] for v in request["case"]["variables"]]}
        say(reply)
    elif MODE == "refuses-rate-0" and request["case"]["arguments"].get("learning_rate") == 0:
        say({"reply": "error", "seq": request["seq"], "category": "invalid_argument", "argument": "learning_rate",
             "message": "0 is no learning rate"})
    elif MODE == "refuses-scalars" and any(not v["shape"] for v in request["case"]["variables"]):
        say({"reply": "error", "seq": request["seq"], "category": "internal", "message": "a variable has no shape"})
    elif MODE == "refuses-unknown-otherwise" and "no_such_field" in request:
        say({**reply, "category": "invalid_argument"})
    elif MODE == "traceback":
        message = "Traceback:\n" + "\n".join(f"\tin line {number}\x1b[2J" for number in range(30)) + "\nKeyError: 'x'"
        say({"reply": "error", "seq": request["seq"], "category": "internal", "message": message})
    elif MODE == "unnumbered":
        say({"reply": "error", "category": "internal", "message": "no seq here"})
    elif MODE == "confused":
        say({"reply": "error", "seq": request["seq"], "category": "internal", "message": "out of order"})
    elif MODE == "liar":
        say({"reply": "unsupported", "seq": request["seq"], "feature": "float32", "reason": "never had it"})
    elif MODE == "obeys-unknown":
        say({"reply": "run", "seq": request["seq"],
             "steps": [{"variables": values(request["case"])} for _ in request["case"]["script"]]})
    else:
        say(reply)


def main():
    if MODE == "early-output":
        print("Welcome to the fake port!", flush=True)
    if MODE == "no-start":
        time.sleep(3600)
    count = 0
    for line in sys.stdin:
        request = json.loads(line)
        if request["request"] == "start":
            description = dict(DESCRIPTION)
            if MODE == "other-protocol":
                description["protocol"] = 2
            if MODE == "short-list":
                description["features"] = ["errors"]
            if MODE == "lacks":
                description["lacks"] = ["weight_decay", "epsilon\x1b[2J"]
            if MODE == "long-list":
                description["dtypes"] = ["float32", "f32"]
                description["features"] = ["amsgrad", "clipnorm", "clipvalue", "clip_norm", "ema", "errors"]
            if MODE == "evil-field":
                description["\x1b[31m" + "x" * 100000] = 1
            if MODE == "claims-state":
                description["features"] = ["errors", "state"]
            if MODE == "evil-name":
                description["name"] = "<script>alert(1)</script>\x1b[2J&\"'"
            say(description)
        elif request["request"] == "run":
            count += 1
            if TARGET in ("*", request["case"]["id"]):
                misbehave(request, count)
            else:
                say(right_answer(request))
        else:
            if MODE == "exit-after-stop":
                say({"reply": "stop"})
                sys.exit(5)
            if MODE == "log-after-stop":
                say({"reply": "stop"})
                sys.stderr.write("done with it\n" * 100000)
                return
            if MODE == "line-after-stop":
                say({"reply": "stop"})
                time.sleep(0.3)
                write("bye\n")
                return
            if MODE == "hang-after-stop":
                say({"reply": "stop"})
                time.sleep(3600)
            say({"reply": "stop"})
            return


main()
