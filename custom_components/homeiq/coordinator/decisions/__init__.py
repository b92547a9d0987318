"""What people decide on suggestions; ``decisions`` are all of it, for the doors.

``offers`` are the open ones, one decision after the other, and rest on what ``basis`` knows; ``safety`` says which of
them would let somebody in. ``accepting`` makes one an automation and takes that back, ``dismissing`` puts one off or
away, ``adjusting`` changes one, ``trials`` only watch for a week, ``exporting`` hands one out, ``repercussions`` are
what a no does to the others. ``forms`` are what one is written as, ``asked_phones`` who is asked before it acts. A
``pending_version`` is noted before a file is touched, ``replacing`` puts it in the place of an older one, and
``unfinished`` is what was cut off.
"""
