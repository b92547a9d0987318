"""Lives as messy as real ones: people who walk, are in moods, press the wrong switch, and mean more than they do."""
