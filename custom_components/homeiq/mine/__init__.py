"""Stage 3: event columns in, patterns out."""
