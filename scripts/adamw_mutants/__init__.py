"""Mistakes that somebody could make in the step, one operation each."""
