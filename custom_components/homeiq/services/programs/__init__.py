"""What doors for programs share with the actions: what can be done to a suggestion, in line, and how it is refused."""
