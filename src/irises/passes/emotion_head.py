"""The emotion head: words that carry an emotion, who feels it and what it is about (numpy twin of training's)."""

from __future__ import annotations

MOST_DISTANT = 24
"""Distances in words between a phrase and a role's bearer that are told apart."""
ROLES = ("experiencer", "target")
