"""How events, texts and names come to an end.

``keeper`` seals finished stretches and forgets what is too old, by a ``trusted_clock`` and the ``room`` there is;
``sizes`` tells whoever looks what takes it. ``collector`` and ``sweeping`` give the numbers of unused names
and texts free, ``mending`` brings old ones to today's codes. ``erasing`` (with ``erasing_followed``) deletes on demand
what was noted as forgotten.
"""
