"""What HomeIQ keeps.

``tables`` are the open database. ``intake`` takes events in, ``importing`` the recorder's past. ``upkeep`` keeps it
small, ``forgetting`` deletes on demand, ``pausing`` stops the learning for a while. ``renaming`` and ``zones`` follow
the registry and the home's clock.
"""
