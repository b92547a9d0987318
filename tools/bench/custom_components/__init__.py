"""Custom integrations of the bench, for a Home Assistant that is booted for it."""
