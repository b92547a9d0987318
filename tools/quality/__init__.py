"""How well habits are found: judged on two simulators that know nothing of each other, and on real homes."""
