"""Random learning rate schedules, each with random options."""


def random_rate(maker):
    """A schedule of any kind; `maker` is the source of numbers and chances."""
    return maker.source.choice(
        [exponential, piecewise, polynomial, inverse_time, cosine, cosine_restarts]
    )(maker)


def described(schedule, config, maker, **options):
    """Each option is there as often as not."""
    chosen = {name: draw() for name, draw in options.items() if maker.chance(0.5)}
    return {"schedule": schedule, "config": {**config, **chosen}}


def initial(maker):
    return maker.number(1e-3, 1.0)


def steps(maker):
    return maker.source.choice([1, 2, 3, 5, 7, 10, 100, 2.5, 3.7])


def exponential(maker):
    config = {
        "initial_learning_rate": initial(maker),
        "decay_steps": steps(maker),
        "decay_rate": maker.number(0.1, 1.1),
    }
    return described("ExponentialDecay", config, maker, staircase=lambda: maker.chance(0.7))


def piecewise(maker):
    count = maker.source.randint(1, 4)
    boundaries = sorted(maker.source.sample(range(12), count))
    values = [initial(maker) for _ in range(count + (1 if maker.chance(0.97) else 2))]
    return described("PiecewiseConstantDecay", {"boundaries": boundaries, "values": values}, maker)


def polynomial(maker):
    config = {"initial_learning_rate": initial(maker), "decay_steps": steps(maker)}
    return described(
        "PolynomialDecay",
        config,
        maker,
        end_learning_rate=lambda: maker.number(1e-4, 1.0),
        power=lambda: maker.source.choice([1.0, 2.0, 0.5, 3.0, maker.number(0.2, 4.0)]),
        cycle=lambda: maker.chance(0.7),
    )


def inverse_time(maker):
    config = {
        "initial_learning_rate": initial(maker),
        "decay_steps": steps(maker),
        "decay_rate": maker.number(0.01, 3.0),
    }
    return described("InverseTimeDecay", config, maker, staircase=lambda: maker.chance(0.7))


def cosine(maker):
    config = {"initial_learning_rate": initial(maker), "decay_steps": steps(maker)}
    return described(
        "CosineDecay",
        config,
        maker,
        alpha=lambda: maker.number(1e-3, 1.0),
        warmup_target=lambda: initial(maker),
        warmup_steps=lambda: maker.source.randint(1, 8),
    )


def cosine_restarts(maker):
    config = {"initial_learning_rate": initial(maker), "first_decay_steps": steps(maker)}
    return described(
        "CosineDecayRestarts",
        config,
        maker,
        t_mul=lambda: maker.source.choice([1.0, 1.5, 2.0, 3.0, maker.number(1.01, 4.0)]),
        m_mul=lambda: maker.number(0.3, 1.2),
        alpha=lambda: maker.number(1e-3, 0.9),
    )
