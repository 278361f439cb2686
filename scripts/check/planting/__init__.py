"""Mistakes that are planted by text in the example ports: languages with what is natural in each, and the mistakes."""
