"""Clocks: what goes by the time of day, the sun or a pace of its own."""
