"""What HomeIQ learns: when it runs, what it reads, what it finds.

``runs`` begins the analysis, at ``night`` and when asked; ``requests`` and ``admission`` say whether it may begin now.
``analysis`` is one run, ``adjusted`` what it tries anew. ``history`` answers questions to the past in between,
``kept_past`` those of somebody who asks one after the other.
``existing`` knows what the home does already, ``guarded_home`` and ``ways_in`` what may let somebody in, ``forwards``
what acts on something else. ``first_days`` tells how far it is in a home that is new.
"""
