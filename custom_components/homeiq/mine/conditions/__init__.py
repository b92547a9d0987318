"""Conditions that a follow-up is kept under, learned from its misses; the witnesses and bands they are made of."""
