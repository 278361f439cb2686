"""Mistakes planted by someone who had not seen the list of the diagnosis, with the rules that were to be named."""
