"""From the catalogue's cases to the bytes of Vectors/: Keras is asked, and its answers are written down."""
