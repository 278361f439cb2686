"""What the links of the specification are made of: its sections, its program, its cases and the known mistakes."""
