"""The home's history made answerable: who acted when, what was in which state, what the clock and the sun said.

And what a habit would have done on it (``replay``), and whose acts are none (``machines``, ``days.pauses``).
Mining and back-testing ask the same questions of it, so both see exactly the same past.
"""
