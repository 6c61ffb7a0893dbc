"""What other tools have read, opened as a Story."""
