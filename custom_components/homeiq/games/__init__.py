"""Games: what scoreboards and Team Tracker tell of a team's games, what changed in one, and when to look again."""
