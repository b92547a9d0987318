"""What was noted by another clock or in another unit than those of now, and is told anew.

``zones`` knows the home's clock, ``limits`` the units of what is compared. ``rewriting`` is how both go through tables.
"""
