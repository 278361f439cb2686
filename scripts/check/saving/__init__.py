"""Models and optimizers of many kinds, trained, saved and resumed: by any Keras 3, and in Swift."""
