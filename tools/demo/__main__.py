"""Show HomeIQ at work: eight weeks of a lived-in home, a real Home Assistant, and what HomeIQ found there."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
import shutil
import signal
import sys
import tempfile
import time
from typing import NoReturn
from zoneinfo import ZoneInfoNotFoundError

from tools.command_line import port, run
from tools.event_file import EventFileError
from tools.home_assistant import folder
from tools.home_assistant.boot import LOG, BootError, free_port, is_free, running
from tools.home_assistant.client import Client, RefusedError
from tools.home_assistant.log import LogError, problems

from . import configuration
from .configuration import COMPONENTS, OWNER, ROOT
from .dashboard import furnish
from .learning import LearningError, await_suggestions, set_up
from .past import Past, simulated
from .replayed import replayed
from .table import table

PORT = 8123
FASTEST = 3600.0  # an hour a second; more would only be a flicker

type Tell = Callable[[str], None]


class DemoError(Exception):
    """The demo can't go on, for a reason that its user can change."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    began = time.monotonic()

    def tell(text: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {text}", flush=True)

    try:
        number = _port(options.port)
        with _folder(options.config) as path:
            _prepare(path, options, number, tell)
            _show(path, options, number, tell)
    except (BootError, DemoError, EventFileError, LearningError, LogError, RefusedError, ZoneInfoNotFoundError) as err:
        print(f"demo: {err}", file=sys.stderr)
        return 2 if isinstance(err, EventFileError) else 1
    except KeyboardInterrupt:
        print("\nStopped.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/demo", description=__doc__)
    parser.add_argument(
        "--once", action="store_true", help="print the suggestions and end; fail where Home Assistant warns of HomeIQ"
    )
    parser.add_argument("--data", type=Path, metavar="FILE", help="replay an event CSV or a recorder database instead")
    parser.add_argument("--port", type=port, help=f"of the web page (default: {PORT}, or a free one)")
    parser.add_argument("--config", type=Path, metavar="DIR", help="keep the home here, and boot it again next time")
    parser.add_argument("--seed", type=int, default=11, help="which home to simulate")
    parser.add_argument("--timezone", default="Europe/Berlin", help="where the simulated home stands")
    parser.add_argument("--speed", type=_speed, default=1.0, help="how many times faster life goes on while you watch")
    return parser


def _speed(text: str) -> float:
    if not 0 < (speed := float(text)) <= FASTEST:
        raise argparse.ArgumentTypeError(f"must be more than 0 and at most {FASTEST:.0f}")
    return speed


def _interrupt(number: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _port(wanted: int | None) -> int:
    if wanted is None:
        return PORT if is_free(PORT) else free_port()
    if not is_free(wanted):
        raise DemoError(f"port {wanted} is taken, or not for everybody; choose another with --port")
    return wanted


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Give a folder for the configuration; one that nobody asked for is thrown away, but not when something failed."""
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    parent = ROOT / "out" / "demo"
    parent.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix="home-", dir=parent))
    is_telling = False
    try:
        yield path
    except Exception:
        is_telling = (path / LOG).exists()
        if is_telling:
            print(f"demo: what Home Assistant said is in {path / LOG}", file=sys.stderr)
        raise
    finally:
        if not is_telling:
            shutil.rmtree(path)


def _prepare(path: Path, options: argparse.Namespace, port: int, tell: Tell) -> None:
    if configuration.is_written(path):
        folder.link(path, COMPONENTS)
        folder.set_port(path, port)
        tell(f"The home in {path} goes on")
        return
    if any(path.iterdir()):
        raise DemoError(f"{path} is not empty, and no demo's folder")
    past = _past(options)
    for note in past.notes:
        print(note, file=sys.stderr)
    tell(f"{len(past.home.entities)} entities have lived through {len(past.events):,} events")
    configuration.write(path, past, port=port, speed=options.speed)
    tell("Their history is in Home Assistant's own database")


def _past(options: argparse.Namespace) -> Past:
    now = datetime.now(UTC)
    return replayed(options.data, now) if options.data else simulated(options.seed, options.timezone, now)


def _show(path: Path, options: argparse.Namespace, port: int, tell: Tell) -> None:
    seen = _size(path / LOG)
    with running(path, port=port, login=OWNER.login) as client:
        tell(f"Home Assistant {client.get('config')['version']} runs")
        set_up(client)
        suggestions = await_suggestions(client, tell)
        furnish(client)
        tell(f"HomeIQ has {len(suggestions)} suggestions\n")
        print(table(suggestions), flush=True)
        if not options.once:
            _serve(client)
        elif not suggestions:
            raise DemoError("HomeIQ found nothing to suggest in this history")
    tell("Home Assistant has stopped")
    if options.once:
        _check(path / LOG, seen)


def _serve(client: Client) -> None:
    print(f"\nOpen {client.url} and log in as {OWNER.login}, password {OWNER.password}. Ctrl+C ends it.", flush=True)
    while client.is_up():
        time.sleep(2)
    raise BootError("Home Assistant has ended")


def _size(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def _check(log: Path, since: int) -> None:
    """Print what Home Assistant has against HomeIQ, and fail where it has anything: it warns of what it will drop."""
    found = problems(log.read_bytes()[since:].decode(errors="replace").splitlines(), about="homeiq")
    print("\n".join(["", f"Home Assistant's log has {len(found)} warnings or errors about HomeIQ.", *found]))
    if found:
        raise DemoError("Home Assistant's log should have none about HomeIQ")


if __name__ == "__main__":
    run("demo", main)
