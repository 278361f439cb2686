"""How far an answer is from Keras': equal to the bit, in ULP, or against the distance moved."""

import numpy as np

import tensors

def same(text, other, dtype):
    """Whether two TENSORs have the same bits; NaN equals NaN."""
    if text == other:
        return True
    if len(text) != len(other):
        return False
    one, two = tensors.decode(text, dtype), tensors.decode(other, dtype)
    width = f"u{one.dtype.itemsize}"
    return bool(np.all((one.view(width) == two.view(width)) | (np.isnan(one) & np.isnan(two))))


def conforms(case, expect, reply):
    """Whether a reply has everything that is expected of the case, bit for bit."""
    if "error" in expect or reply["reply"] == "error":
        given = {key: reply[key] for key in ("category", "argument") if key in reply}
        return expect.get("error") == given
    dtypes = [variable["dtype"] for variable in case["variables"]]
    kept = expect.get("kept", range(len(case["script"])))
    steps = [reply["steps"][event] for event in kept]
    return all(
        all(map(same, wanted["variables"], given["variables"], dtypes))
        for wanted, given in zip(expect["steps"], steps, strict=True)
    ) and state_conforms(expect.get("state", {}), reply.get("state", {}), dtypes)


def state_conforms(wanted, given, dtypes):
    """Whether the parts of the state that are expected and given are the same."""
    for key in ("iterations", "learning_rate"):
        if key in given and key in wanted and given[key] != wanted[key]:
            return False
    slots, others = wanted.get("slots", {}), given.get("slots", {})
    return all(all(map(same, slots[slot], others[slot], dtypes)) for slot in slots.keys() & others.keys())


def ulp_distances(case, expect, reply):
    """The ULP distances of all elements after the last step."""
    texts = zip(case["variables"], expect["steps"][-1]["variables"], reply["steps"][-1]["variables"])
    return np.concatenate(
        [
            tensors.ulp_distances(*(tensors.decode(text, variable["dtype"]) for text in pair))
            for variable, *pair in texts
        ]
    ).tolist()


def relative_distance(variables, wanted, given):
    """The largest difference, divided by the farthest that Keras moved a weight; 0 if bits are equal."""
    if all(same(w, g, v["dtype"]) for w, g, v in zip(wanted, given, variables, strict=True)):
        return 0.0
    moved = differences(variables, [v["data"] for v in variables], wanted)
    return float(differences(variables, wanted, given) / moved)


def differences(variables, texts, others):
    """The largest absolute difference between TENSORs of all variables."""
    return max(
        np.max(np.abs(values(variable, text) - values(variable, other)))
        for variable, text, other in zip(variables, texts, others)
    )


def values(variable, text):
    return tensors.decode(text, variable["dtype"]).astype(np.float64)
