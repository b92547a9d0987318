"""How HomeIQ learns: when it runs, and what it finds.

``runs`` begins the analysis, at ``night`` and when asked; ``requests`` and ``admission`` say whether it may begin now.
``analysis`` is one run, ``adjusted`` what it tries anew. ``first_days`` tells how far it is in a home that is new.
"""
