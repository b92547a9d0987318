"""Finished stretches of the history as sealed blocks.

``sealing`` makes them of rows, and the days' ``totals``. ``block`` is one block and how it becomes bytes
(``compress``, ``byte_reader``), ``checksum`` tells whether it is as it was, ``sound`` what is true of each. ``index``
is the table of all, ``wanted`` what is asked of it, ``removing`` takes out of it; what is damaged is put ``aside``.
"""
