"""What lies around a step and may change its bits: the process, TensorFlow's settings, the kind of the arguments."""
