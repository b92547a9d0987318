"""Has Home Assistant's modules imported, and becomes a Home Assistant for each line: ``imported.py``.

A line is an order of ``forked.py`` as JSON; the answer is the number of the new process.
"""

from importlib import import_module
import json
import os
from pathlib import Path
import signal
import sys
import threading
from typing import Any, NoReturn

# What these tests' homes have; what they import themselves comes along.
COMPONENTS = """
    automation config frontend history http logbook logger mobile_app onboarding person recorder repairs scene script
    sun todo websocket_api binary_sensor button climate cover device_tracker event fan light lock media_player notify
    sensor switch
"""
MODULES = ("homeassistant.bootstrap", "homeassistant.runner", "homeassistant.backup_restore")


def become(order: dict[str, Any]) -> None:
    """Be a process as it would have been started."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(ours, theirs)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["hass", *order["arguments"]]


def end(code: int) -> NoReturn:
    """End as a process does, without the second and a half in which three thousand modules are taken apart."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    # Beside this file lies nothing that a Home Assistant should find.
    sys.path.remove(str(Path(__file__).parent))
    for name in (*MODULES, *(f"homeassistant.components.{name}" for name in COMPONENTS.split())):
        import_module(name)
    from homeassistant.__main__ import main

    # Nobody waits for those who have ended.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        number = os.fork()
        if not number:
            become(json.loads(line))
            end(main())
        os.write(sys.stdout.fileno(), f"{number}\n".encode())
