"""Webhooks: whoever is to be told gets what happened, in its order, as soon as they take it.

``news`` are what happens, and ``habit_watch`` looks for what is not as always, by what ``since_when`` knows, and not on
``days_off`` for what is of workdays (of days to come, ``days_ahead`` asks who knows). ``post`` writes each down for
everybody on the ``roster``, which are ``subentries``; the ``courier`` takes it out by the ``way_out``. ``undelivered``
tells what could not be delivered, ``hooks`` are all of it, for the doors.
"""
