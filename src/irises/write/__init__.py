"""What a story looks like elsewhere: lines for a terminal, values for JSON."""
