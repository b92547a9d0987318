"""How HomeIQ is: what is known of it, and how that is told. Who looks is ``keeping.watch``.

``problems`` says what is wrong from what is known, ``notices`` tell it under Repairs. ``failures`` are those of work in
the background, ``figures`` what programs watch.
"""
