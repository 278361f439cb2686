"""Appendix B of the specification in C, what compares it with the C library, and what asks the other languages' versions."""
