"""What HomeIQ knows of the home when somebody asks.

``history`` answers questions to the past, ``kept_past`` those of somebody who asks one after the other. ``existing``
knows what the home does already, ``guarded_home`` and ``ways_in`` what may let somebody in, ``forwards`` what acts on
something else. ``units`` tells how numbers of another unit go on. ``purposes`` writes automations as this home's Home
Assistant would.
"""
