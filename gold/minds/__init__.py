"""Our own gold for whose eyes, emotions and masks, beliefs, commitments and presence: places and labels, no texts."""
