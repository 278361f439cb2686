"""The Adam of JAX' example libraries as a port: `python -m scripts.compare.adapters.jax_adam`."""

import jax
import jax.numpy as jnp
from jax.example_libraries.optimizers import adam
import numpy as np

from scripts.compare.adapters.adapter import Optimizer, serve


class JaxAdam(Optimizer):
    def __init__(self, case):
        given = case.given(beta_1="b1", beta_2="b2", epsilon="eps")
        start, update, self.parameters = adam(case.arguments["learning_rate"], **given)
        self.state = start([jnp.asarray(v.value) for v in case.variables])
        self.update = jax.jit(update)
        self.updates = 0

    def apply(self, gradients):
        self.state = self.update(self.updates, [jnp.asarray(gradient) for gradient in gradients], self.state)
        self.updates += 1

    def values(self):
        return [np.asarray(parameter) for parameter in self.parameters(self.state)]


if __name__ == "__main__":
    serve("jax.example_libraries adam", jax.__version__, ["float32"], [], JaxAdam, ["weight_decay"])
