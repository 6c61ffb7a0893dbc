"""Corrections: what a person changed, fastened to the text, and applied over the reading when a story is loaded."""
