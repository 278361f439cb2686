"""Small models that real `fit` trains by default settings, every step of them written down."""
