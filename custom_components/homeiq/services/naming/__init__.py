"""How an action may name a suggestion, how forms offer them, and what is said of one that is not there."""
