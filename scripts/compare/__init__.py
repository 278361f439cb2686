"""Frameworks, backends and versions of Keras run against the vectors, and what differs, in tables."""
