"""Stage 2: events to disk and back as columns; the home's registries, what was found, what was decided, and the runs.

``history`` is what a history is; ``sqlite`` is the home's own, ``influx/archive`` a server's, ``memory`` one for tests
and tools. Events wait in a ``batch``, some behind ``holds``. The folders stand in the order in which one lives:

- ``file``: the database's file, who works in it, and what else lies beside it;
- ``migrations``: the tables, one file a change of them;
- ``codes``: the numbers that stand for entities, states and times;
- ``events``: fresh rows;
- ``blocks``: finished stretches as sealed, compressed columns;
- ``reading``: rows and blocks as one history;
- ``unread``: what can't be read is left out, and noted;
- ``damage``: what is done about it, and what is saved of a whole file;
- ``ends``: sealing, forgetting, erasing, and numbers that are given again;
- ``outbox``: what waits for a server;
- ``influx``: the server that has a copy or is the archive, and ``proof`` that it is one;
- ``tables``: all that is not events, a topic each; ``records`` are how they are written as JSON;
- ``hooks``: what programs are told by webhooks.

``forgotten`` is what people wanted to be gone, ``sent_log`` what has left the house, ``traces`` are the correlation ids
of it all.
"""
