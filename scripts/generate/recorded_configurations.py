"""Prints what this process' Keras writes about optimizers of many kinds, one on each line."""

import json

import keras

AdamW, Adam = keras.optimizers.AdamW, keras.optimizers.Adam
schedules = keras.optimizers.schedules

EVERYTHING = {
    "learning_rate": 0.05,
    "weight_decay": 0.3,
    "beta_1": 0.8,
    "beta_2": 0.95,
    "epsilon": 0.01,
    "amsgrad": True,
    "global_clipnorm": 2,
    "use_ema": True,
    "ema_momentum": 0.5,
    "ema_overwrite_frequency": 3,
    "loss_scale_factor": 128,
    "name": "everything",
}

SCHEDULES = {
    "exponential": lambda: schedules.ExponentialDecay(0.1, 10, 0.9, staircase=True),
    "piecewise": lambda: schedules.PiecewiseConstantDecay([1, 20], [0.3, 0.2, 0.1]),
    "polynomial": lambda: schedules.PolynomialDecay(0.1, 10, 0.01, power=2.0, cycle=True),
    "inverse-time": lambda: schedules.InverseTimeDecay(0.1, 10, 0.5),
    "cosine": lambda: schedules.CosineDecay(0.1, 10),
    "warmup": lambda: schedules.CosineDecay(0.0, 10, alpha=0.1, warmup_target=1.0, warmup_steps=4),
    "restarts": lambda: schedules.CosineDecayRestarts(0.1, 10, 1.5, 0.9, 0.05, name="mine"),
}


def optimizers():
    yield "adamw-defaults", AdamW(name="adamw")
    yield "adamw-everything", AdamW(**EVERYTHING)
    if "gradient_accumulation_steps" in AdamW(name="adamw").get_config():
        yield "adamw-accumulating", AdamW(gradient_accumulation_steps=4, name="adamw")
    yield "adamw-whole-rate", AdamW(1.0, clipnorm=1.5, name="adamw")
    yield "adam-defaults", Adam(name="adam")
    yield "adam-decaying", Adam(0.2, weight_decay=0.1, clipvalue=0.5, name="adam")
    for name, schedule in SCHEDULES.items():
        yield f"adamw-{name}", AdamW(schedule(), name="adamw")
    scaled = {"initial_scale": 1024.0, "dynamic_growth_steps": 20, "name": "scaled"}
    yield "scaled", keras.optimizers.LossScaleOptimizer(AdamW(0.5, name="adamw"), **scaled)


def main():
    lines = [
        f"{json.dumps(name)}:{json.dumps(keras.optimizers.serialize(optimizer))}"
        for name, optimizer in optimizers()
    ]
    print("{" + ",\n".join(lines) + "}")


if __name__ == "__main__":
    main()
