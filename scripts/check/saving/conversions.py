"""Conversions of what a Keras saved, and steps of a port from it."""

import json

from scripts.check.judge.port_client import PortBroken, PortClient
from scripts.keras import environment
from scripts.state import safetensors
from scripts.state.convert import from_safetensors, to_safetensors
from scripts.state.descriptions import describe
from scripts.state.safetensors import StateError

PORT = f"{environment.ROOT / '.build' / 'release' / 'adamw'} port"


def run_port(port, case, options):
    """The variables after the case."""
    client = PortClient(f"{port} {options}")
    try:
        client.start()
        reply = client.run(case)
        client.stop()
    finally:
        client.kill()
    if reply["reply"] != "run":
        raise RuntimeError(f"the port answered {json.dumps(reply)[:500]}")
    steps = [step["variables"] for step in reply["steps"]]
    return steps[-1] if steps else [variable["data"] for variable in case["variables"]]


def case_of(state, weights, shapes, script, excluded=()):
    """The rest of a training, of variables with the names that they have in a file of this package."""
    names = [path.rpartition("/")[2].removesuffix("_momentum") for path, _ in state if path.endswith("_momentum")]
    described = zip(names, shapes, weights, strict=True)
    case = {
        "id": "resume/run",
        "rules": [],
        "arguments": {},
        "variables": [{"name": n, "dtype": "float32", "shape": s, "data": d} for n, s, d in described],
        "script": [{"apply": gradients} for gradients in script],
    }
    return {**case, "exclude_from_weight_decay": {"variables": excluded}} if excluded else case


def bits(variables):
    return [(str(array.dtype), array.shape, array.tobytes()) for _, array in variables]


class Cell:
    """One kind of model with one optimizer, as one Keras saved it."""

    def __init__(self, folder, port):
        self.folder = folder
        self.port = port
        self.refusal = None
        self.made = json.loads((folder / "make.json").read_text())

    def convert(self):
        """Writes the state into the file that has another; what went wrong, if anything did."""
        if "error" in self.made:
            return f"Keras cannot make it: {self.made['error']}"
        model, weights = self.folder / "model.keras", self.folder / "model.weights.h5"
        try:
            content = to_safetensors(model, None, None)
            if content != to_safetensors(weights, model, None):
                return "the weights have another state than the model"
            self.start.write_bytes(content)
            if self.folder.name == "ema+accumulation" and (said := self.convert_without_version(content)):
                return said
            for name in ("keras", "weights.h5"):
                target = self.folder / f"blank.{name}"
                (self.folder / f"round.{name}").write_bytes(from_safetensors(self.start, target, model, None))
        except StateError as error:
            return f"refused: {error}"
        return None

    def convert_without_version(self, content):
        """Whether weights and a configuration alone are refused until the version is told: what went wrong, if so."""
        configuration, version = describe(self.folder / "model.keras")
        alone, weights = self.folder / "config.json", self.folder / "model.weights.h5"
        alone.write_text(json.dumps(configuration))
        try:
            to_safetensors(weights, alone, None)
            return "weights of an unknown version are not refused"
        except StateError as error:
            self.refusal = str(error).replace(str(weights), weights.name)
        return None if to_safetensors(weights, alone, version) == content else "--written-by gives another state"

    def judge(self, is_same_arithmetic):
        """`=`, or what is different. Where Keras computes otherwise, the port takes no step: it reads and writes."""
        resumed = json.loads((self.folder / "resume.json").read_text())
        if "error" in resumed:
            return f"Keras cannot load it: {resumed['error']}"
        if not resumed["same"]:
            return "Keras goes on with other bits"
        _, state = safetensors.decode(self.start.read_bytes())
        if len(resumed["start"]) != sum(path.endswith("_momentum") for path, _ in state):
            return "Keras loads it with other trainable variables"
        script = resumed["script"] if is_same_arithmetic else []
        case = case_of(state, resumed["start"], resumed["shapes"], script, resumed["excluded"])
        end = self.folder / "end.safetensors"
        try:
            weights = run_port(self.port, case, f"--start-from '{self.start}' --save-to '{end}'")
        except (PortBroken, RuntimeError) as error:
            return str(error)
        _, reached = safetensors.decode(end.read_bytes())
        if is_same_arithmetic:
            _, state = safetensors.decode(to_safetensors(self.folder / "end.keras", None, None))
        if weights != resumed["end" if is_same_arithmetic else "start"] or bits(state) != bits(reached):
            return "the port goes on with other bits"
        return "="

    @property
    def start(self):
        return self.folder / "start.safetensors"
