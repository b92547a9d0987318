"""In which unit a sensor measures: without it, nobody can say what forty of it are."""

STATEMENTS = ("ALTER TABLE entities ADD COLUMN unit TEXT",)
