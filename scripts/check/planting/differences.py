"""Whether a base answers other bits than Keras, and a mistake something else than its base: else it is none."""

import json
import math
import struct
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from scripts.check.planting import workshop

SECONDS = 600
#: Small enough for what is added to a norm to be seen.
TINY = {
    "request": "run",
    "seq": 0,
    "case": {
        "id": "tiny",
        "arguments": {"clipnorm": 1e-6, "epsilon": 1e-8},
        "variables": [{"name": "w", "dtype": "float32", "shape": [2], "data": "3f000000be800000"}],
        "script": [{"apply": ["35862e8335062e83"]}, {"apply": ["b5862e8334862e83"]}],
    },
}
#: How Python unpacks the dtypes that the example ports have.
CODES = {"float32": "f", "float64": "d"}
#: A change of a smaller share of the way than this looks like rounding.
ROUNDING = 1e-4


def check(variants, options):
    lines = subprocess.run([options.adamw, "export", "--jsonl"], cwd=workshop.ROOT, capture_output=True, text=True)
    requests = [json.loads(line) for line in lines.stdout.splitlines()]
    requests = [request for request in requests if request["request"] == "run"]
    groups = {}
    for variant in variants:
        groups.setdefault((variant.language.name, variant.base.name), []).append(variant)
    with ThreadPoolExecutor(options.jobs) as pool:
        wrong = sum(pool.map(lambda group: check_base(group, requests, options.adamw), groups.values()))
    print(f"{len(variants)} variants; wrong: {wrong}")
    return 1 if wrong else 0


def check_base(group, requests, adamw):
    """Prints a line for each variant of a base; how many are not what they must be."""
    base = replace(group[0], mistake=None)
    if tool := workshop.missing(base):
        print(f"{base.language.name:10} {base.base.name:18} skipped: {tool} is not installed")
        return 0
    if error := workshop.build(base):
        print(f"{base.language.name:10} {base.base.name:18} DOES NOT BUILD: {error}")
        return 1
    report, _ = workshop.report(adamw, ("test",), base, SECONDS)
    ran = {result["id"] for result in report["results"] if result["verdict"] != "unsupported"}
    asked = [TINY] + [request for request in requests if request["case"]["id"] in ran]
    text = "".join(json.dumps(request) + "\n" for request in asked)
    expected = workshop.replies(base, text)
    say(base, f"{report['failed']} of {len(asked)} cases differ from Keras", report["failed"] > 0)
    wrong = int(report["failed"] == 0)
    for variant in group:
        if variant.mistake:
            wrong += not check_mistake(variant, asked, text, expected)
    return wrong


def check_mistake(variant, asked, text, expected):
    if error := workshop.build(variant):
        say(variant, f"does not build: {error}", False)
        return False
    pairs = list(zip(asked, expected, workshop.replies(variant, text), strict=True))
    changed = [pair for pair in pairs if pair[1] != pair[2]]
    shares = [share(*pair) for pair in changed]
    plain = sum(share > ROUNDING for share in shares)
    fine = bool(changed) and (plain > 0 or bool(variant.mistake.hidden))
    largest = max(shares, default=0)
    say(variant, f"{len(changed)} cases changed, {plain} by more than rounding, at most {largest:.1e} of the way", fine)
    return fine


def say(variant, sentence, fine):
    print(
        f"{variant.language.name:10} {variant.base.name:18} {variant.name:50} {sentence}{'' if fine else '  WRONG'}",
        flush=True,
    )


def share(request, expected, found):
    """By how much of the way the weights differ in one case, or of its largest number a slot; infinity for an error."""
    before, after = json.loads(expected), json.loads(found)
    if before["reply"] != after["reply"]:
        return math.inf
    if before["reply"] == "error":
        return 0
    variables = request["case"]["variables"]
    codes = [CODES[variable["dtype"]] for variable in variables]
    starts = numbers(codes, [variable["data"] for variable in variables])
    steps, others = ([numbers(codes, step["variables"]) for step in reply["steps"]] for reply in (before, after))
    weights = distances(zip(steps, others))
    shares = [portion(weights, distances((step, starts) for step in steps))]
    for name, tensors in before["state"]["slots"].items():
        slot, other = numbers(codes, tensors), numbers(codes, after["state"]["slots"][name])
        zeros = [[0.0] * len(values) for values in slot]
        shares.append(portion(distances([(slot, other)]), distances([(slot, zeros)])))
    return max(shares)


def portion(differences, ways):
    largest, way = max(differences, default=0), max((way for way in ways if way < math.inf), default=0)
    return largest / way if way else largest and math.inf


def distances(pairs):
    """How far apart the numbers of two lists of variables are, for each pair of such lists."""
    return (apart(x, y) for one, two in pairs for a, b in zip(one, two) for x, y in zip(a, b))


def apart(x, y):
    if x == y or (math.isnan(x) and math.isnan(y)):
        return 0
    return abs(x - y) if math.isfinite(x) and math.isfinite(y) else math.inf


def numbers(codes, tensors):
    """The numbers of each variable, from its tensor and the code of its dtype; none where it has no tensor."""
    texts = [bytes.fromhex(text or "") for text in tensors]
    return [[x for (x,) in struct.iter_unpack(">" + code, text)] for code, text in zip(codes, texts)]
