"""What is told of one suggestion to whoever looks closely."""
