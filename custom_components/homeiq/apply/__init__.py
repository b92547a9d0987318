"""Stage 5: a suggestion becomes an automation."""
