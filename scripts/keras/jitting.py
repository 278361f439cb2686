"""Steps within `jax.jit`, as `fit` takes them on JAX."""

import jax


class JittedSteps:
    """Takes the steps of a case in functions of all values, compiled once for each kind of gradients."""

    def __init__(self):
        self.functions = {}

    def apply(self, optimizer, gradients):
        trained, own = optimizer._trainable_variables, optimizer.variables
        function = self.functions.setdefault(id(optimizer), jax.jit(optimizer.stateless_apply))
        values = function([v.value for v in own], gradients, [v.value for v in trained])
        for variables, after in zip((trained, own), values):
            for variable, value in zip(variables, after):
                variable.assign(value)
