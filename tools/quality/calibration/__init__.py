"""How messy the life in a home is: the twelve figures of its last weeks, beside those of real homes."""
