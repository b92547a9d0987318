"""HomeIQ learns the habits of a home and offers them as automations."""
