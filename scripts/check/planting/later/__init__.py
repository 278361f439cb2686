"""Mistakes planted by someone else who had not seen the list, after it had learned from those of `fresh`."""
