"""Faults made on purpose, on real files: what is lost, and how it shows."""
