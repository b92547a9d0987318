"""What programs are told by webhooks: what waits and what became of it, and whose receivers want nothing more."""
