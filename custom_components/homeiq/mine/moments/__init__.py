"""Habits of the clock and the sun: the moments around which acts crowd, on which days, and when a crowd is a habit."""
