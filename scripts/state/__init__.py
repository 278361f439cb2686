"""Files of an optimizer's state: those of this package, and Keras' own."""
