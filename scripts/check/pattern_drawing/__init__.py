"""Random regular expressions over all that Python's `re` has, and names to search for them."""
