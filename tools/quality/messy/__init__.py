"""How right detection is where life is messy: forward, against the truth, and beside the best that could be done."""
