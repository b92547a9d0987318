"""Stage 1: bus and registries in, events and a home out."""
