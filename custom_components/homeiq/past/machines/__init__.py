"""Changes that no hand made, though nobody says so: one thing that gives them away in each file, all in ``changes``."""
