"""Irises reads fiction: people, what they say and do, and through whose eyes."""
