"""Tells people of suggestions where they are, seldom, and understands what they answer."""
