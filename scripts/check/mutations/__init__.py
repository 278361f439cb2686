"""Mistakes that somebody could make in a kernel, one operation each, as changes of its text."""
