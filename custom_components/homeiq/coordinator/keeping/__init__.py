"""What HomeIQ keeps.

``intake`` takes events in, ``importing`` the recorder's past. ``upkeep`` keeps the database small, ``forgetting``
deletes on demand, ``pausing`` stops the learning for a while. ``renaming``, ``zones`` and ``limits`` follow the
registry, the home's clock and the units of sensors. ``ledger`` is what has left the house, ``tracing`` what came of a
correlation id. ``watch`` looks every half minute how all of it is: at ``damage`` of the history, and at the
``headroom`` that the machine has, which keeps the ``pauses`` short in which Python looks for garbage, and the ``turns``
of threads.
"""
