"""What makes a life as messy as real ones are: half-hearted habits, second thoughts, odd lengths, weak radios."""
