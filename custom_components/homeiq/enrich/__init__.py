"""What the home's AI, and later the world outside, adds to what was learned."""
