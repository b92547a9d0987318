"""Figures about HomeIQ itself."""
