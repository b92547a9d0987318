"""Stage 2: events to disk and back as columns, and all that HomeIQ has to remember."""
