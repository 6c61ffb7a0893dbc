"""Scorers of what Irises reads against gold, the floors that quality must keep, and the gate that guards them."""
