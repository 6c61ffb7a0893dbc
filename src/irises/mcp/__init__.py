"""Answers about stories for an assistant on this computer, over the Model Context Protocol."""
