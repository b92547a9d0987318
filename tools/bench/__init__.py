"""Measures what HomeIQ costs: always beside the same work without it, in one process."""
