"""A small simulated home with sensors that measure, and people who go by what they measure, loosely.

``lived(seed)`` is the whole of it. The same seed gives the same home, on every machine.
"""
