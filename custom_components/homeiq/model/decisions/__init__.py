"""What people said and did about suggestions, and what became of what they accepted."""
