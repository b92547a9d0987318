"""Stage 2: events to disk and back as columns; the home's registries, what was found, what was decided, and the runs.

``database`` opens the file and runs work in its thread; ``codec``, ``dictionary`` and ``table`` make events small;
``batch`` and ``events`` bring them in and out; ``registry``, ``findings``, ``runs`` and ``imports`` are a topic each.
"""
