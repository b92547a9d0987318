"""Habits and what is offered of them: their triggers, patterns and suggestions, and how alike two of them are."""
