"""What versions of Keras before 3.5 call otherwise."""


def adapt(optimizer_class):
    """Lets `_iterations` be read and assigned where the count of steps is `iterations` itself."""
    if not hasattr(optimizer_class, "iterations"):
        optimizer_class._iterations = property(lambda optimizer: optimizer.iterations)
