"""Suggestions in plain words: titles, reasons, differences, and what is kept back."""
