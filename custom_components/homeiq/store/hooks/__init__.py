"""What programs are told by webhooks.

``deliveries`` is what waits and what became of it, ``ended`` whose receivers want nothing more.
"""
