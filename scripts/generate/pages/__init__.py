"""The texts of this repository as pages that a browser shows, without scripts."""
