"""Stage 4: patterns in, back-tested and ranked suggestions out."""
