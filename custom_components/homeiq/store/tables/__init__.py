"""All that the database keeps beside events, a topic each.

Of the home: ``registry``, ``renames``, ``openings``, ``pauses``; what is ``rewritten`` as it changes. What was found
and said to it: ``findings``, ``reopened``, ``trials``, ``told``. What was written and became of it: ``versions``,
``followed``, ``recognised``. What HomeIQ itself does: ``runs``, ``imports``, ``ai_use``. ``serial`` is their JSON.
"""
