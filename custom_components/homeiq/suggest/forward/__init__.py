"""What earlier days taught, tried on later ones: whether it is a habit, and when to act."""
