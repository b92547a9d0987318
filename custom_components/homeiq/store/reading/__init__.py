"""Rows and blocks as one history.

``spans`` walks a span of it a window at a time, ``merging`` sorts what overlaps, ``bounds`` are where it begins and
ends. ``first`` reads a page of it, ``sampled`` thins what sensors measured, ``units``
knows in which units. ``lane`` is where slow questions queue.
"""
