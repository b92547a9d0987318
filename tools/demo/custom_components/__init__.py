"""The custom integrations that only the demo needs."""
