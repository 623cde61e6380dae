"""Which setting generalizes better, and is it real: what `regexp compare` prints."""
