"""One small example for each rule of the specification: what an operation gets and gives, to the bit.

Each `chapters/*.txt` holds examples as they are written: a line `## RULE`, then a place (`CASE, event N, VARIABLE[ELEMENT]`)
and lines `name = expression`, in the notation of the specification. A line `not expression` has a tempting wrong way; in
examples of a graph `eager.` begins what Keras answers in eager mode. A further place moves to another event, variable or case.
Behind ` # ` stands a remark.
"""
