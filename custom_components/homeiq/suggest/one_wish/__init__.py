"""What people do as one wish at one moment, told as one suggestion, and by as few names as will do.

First what goes to one state is joined (``alike``, with ``rounds``), and then that of ``several`` states.
"""
