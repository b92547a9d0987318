"""Habits told day by day: on the past, and while they are on trial."""
