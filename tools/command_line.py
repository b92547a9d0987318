"""How every command ends: with an exit code, and a sentence instead of a traceback for a bad file or a closed pipe."""

from collections.abc import Callable
import os
import sys
from typing import NoReturn

UNUSABLE = 2  # exit code for a file or an option that can't be used


def run(name: str, main: Callable[[], int | None]) -> NoReturn:
    """Run a command to its end.

    Args:
        name: of the command, for what is told.
        main: does it, and returns the exit code.
    """
    try:
        code = main() or 0
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has gone, as ``| head`` does, and wants no more. Python flushes once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as err:
        print(f"{name}: {sentence_of(err)}", file=sys.stderr)
        code = UNUSABLE
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def sentence_of(error: OSError) -> str:
    """Say what is wrong with a file."""
    what = (error.strerror or str(error)).lower()
    return f"{error.filename}: {what}" if error.filename else what


def port(text: str) -> int:
    """Return the number of a port.

    Raises:
        ValueError: it is none.
    """
    number = int(text)
    if not 0 < number < 1 << 16:
        raise ValueError(text)
    return number
