"""shapes: scalars, single elements, empty variables, many dimensions."""

from scripts.keras import tensors
from scripts.generate.catalogue.common import DECAYING, identify, overwriting
from scripts.generate.catalogue.plan import Plan, VectorFile
from scripts.generate.catalogue.values import make_inputs

FILE = "shapes"
EVENTS = 4
SHAPES = {
    "scalars": ((), (), ()),
    "single-elements": ((1,), (1, 1), ()),
    "empty": ((0,), (2, 0), (3,)),
    "only-empty": ((0,), (2, 0)),
    "many-dimensions": ((2, 1, 3, 2), (1, 1, 1, 1, 1, 2)),
    "one-variable": ((5,),),
    "many-variables": ((2,),) * 12,
}
FEATURES = {
    "": {},
    "clipnorm": {"clipnorm": 0.7},
    "global_clipnorm": {"global_clipnorm": 0.9},
    "ema2+accumulate2": {**overwriting(2), "gradient_accumulation_steps": 2},
}


def files():
    inputs, plans = {}, []
    for dtype in tensors.DTYPES:
        for shape, extents in SHAPES.items():
            name = f"{dtype}-{shape}"
            described = [(f"v{index}", dtype, extent) for index, extent in enumerate(extents)]
            inputs[name] = make_inputs(f"{FILE}/{name}", described, EVENTS, sizes=(1.0, 0.1, 1.5))
            for feature, arguments in FEATURES.items():
                case = {
                    "id": identify(FILE, name, feature),
                    "arguments": {**DECAYING, **arguments},
                    "inputs": name,
                }
                plans.append(Plan(case))
    yield VectorFile(FILE, "Variables of every kind of shape.", plans, inputs)
