"""The rules that no probe names, or that no known mistake breaks, and why: the one place where that is allowed."""

REFUSES = "a refused case has no numbers, and a probe shows its rule by numbers"
FEW = "the few elements of a probe's variables come to the same sum in any order"
ORDER = "norms along some of three axes or more show it; the variables of probes have two at most"
TWO = "what it adds shows with two features at once; in a probe all but one thing is harmless"

WITHOUT_PROBE = {
    "R-SUM-2": "it takes a sum of more than a thousand elements; variables of probes have eight at most",
    "R-SUM-4": FEW,
    "R-SUM-AXIS-1": "it only says which of R-SUM-AXIS-2 to R-SUM-AXIS-5 holds",
    "R-SUM-AXIS-2": FEW,
    "R-SUM-AXIS-3": FEW,
    "R-SUM-AXIS-4": ORDER,
    "R-SUM-AXIS-5": ORDER,
    "R-REPLICA-4": TWO,
    "R-REPLICA-6": TWO,
    "R-ERROR-CLIP": REFUSES,
    "R-ERROR-ACCUMULATION": REFUSES,
    "R-ERROR-EMA-FREQUENCY": REFUSES,
    "R-ERROR-DECAY": REFUSES,
    "R-ERROR-RATE": REFUSES,
    "R-ERROR-SCHEDULE": REFUSES,
    "R-ERROR-GRADIENTS": REFUSES,
    "R-ERROR-SPARSE": REFUSES,
    "R-ERROR-LOSS-SCALE": REFUSES,
    "R-ERROR-OVERWRITE": REFUSES,
    "R-ERROR-CONSTRAINT": REFUSES,
}

WITHOUT_MISTAKE = {"R-ERROR-CONSTRAINT": "the list has none about it"}
