"""Rows and blocks as one history.

``spans`` walks a span of it a window at a time, ``merging`` sorts what overlaps. ``sampled`` thins
what sensors measured. ``lane`` is where slow questions queue.
"""
