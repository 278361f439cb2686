"""The pictures of the specification: what they show is computed from its rules, and drawn as SVG."""
