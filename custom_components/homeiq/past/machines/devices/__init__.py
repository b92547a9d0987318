"""Devices: what follows another thing, repeats it, or goes by a sensor of its own."""
