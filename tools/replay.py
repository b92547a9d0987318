"""Learn from a file as HomeIQ would in the home it came from, and print what it would suggest.

A table for people, or with ``--json`` one suggestion a line, best first. With ``--holdout 0.3`` the last 30 % of the
days are kept from learning, and each suggestion is then scored on them.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
import json
from pathlib import Path
import sys
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from tools import load  # isort: skip - it has to come before the core

from custom_components.homeiq.answers.findings import suggestion_to_json
from custom_components.homeiq.learn import learn
from custom_components.homeiq.learn.hold_out import hold_out
from custom_components.homeiq.model.event import EventColumns
from custom_components.homeiq.model.habits.suggestion import Learned, Suggestion
from custom_components.homeiq.model.home import Home
from custom_components.homeiq.model.surroundings import Surroundings
from custom_components.homeiq.model.words import Words
from custom_components.homeiq.past.days.calendar import Calendar
from custom_components.homeiq.settings import Settings, SettingsError
from tools.command_line import run, sentence_of
from tools.event_file import EventFile, EventFileError, read_events
from tools.recording import columns_of, home_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 2 is the exit code for a file or an option that can't be used."""
    options = _parser().parse_args(arguments)
    try:
        settings = _settings(options.settings)
        file = read_events(options.file)
        home = replace(_home(options, file), around=_around(settings))
    except (EventFileError, SettingsError, ValueError) as err:
        print(f"replay: {err}", file=sys.stderr)
        return 2
    _name_wrong_rows(file)
    history = columns_of(file, home, home.around.numbers)
    learned = _learn(history, home, settings, options.holdout)
    _print_json(learned) if options.json else _print_table(learned)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/replay", description="Learn from a file without Home Assistant.")
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="event CSV (also .gz; a value is a row such as light.hall#brightness,153) or home-assistant_v2.db",
    )
    parser.add_argument("--timezone", help="of the home, for example Europe/London (default: the file's, else UTC)")
    parser.add_argument("--latitude", type=float, help="degrees north (default: the file's, else 0)")
    parser.add_argument("--longitude", type=float, help="degrees east (default: the file's, else 0)")
    parser.add_argument("--holdout", type=_share, default=0.0, help="share of the last days kept from learning")
    parser.add_argument("--settings", default="{}", help="JSON with the same keys as the options, or a file with it")
    parser.add_argument("--json", action="store_true", help="one suggestion a line instead of a table")
    return parser


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share < 1:
        raise argparse.ArgumentTypeError("must be 0 or more and less than 1")
    return share


def _settings(text: str) -> Settings:
    """Read settings, or the file that has them.

    Raises:
        ValueError: there is no such file, or it is no JSON object.
    """
    if not text.lstrip().startswith("{"):
        try:
            text = Path(text).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as err:
            what = sentence_of(err) if isinstance(err, OSError) else f"{text}: this is no text"
            raise ValueError(f"--settings: {what}") from err
    try:
        options = json.loads(text)
    except json.JSONDecodeError as err:
        raise ValueError(f"--settings: this is no JSON ({err})") from err
    if not isinstance(options, dict):
        raise ValueError("--settings: a JSON object is needed, such as {}")  # noqa: TRY004 - told like the others
    return Settings.from_options(options)


def _home(options: argparse.Namespace, file: EventFile) -> Home:
    """Build a home from the options, then the file and what stands beside it, then the defaults."""
    told = home_of(options.file, file)
    zone = options.timezone or told.time_zone
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError) as err:
        raise ValueError(f"--timezone: there is no time zone {zone!r}") from err
    latitude = told.latitude if options.latitude is None else options.latitude
    longitude = told.longitude if options.longitude is None else options.longitude
    if not -90 <= latitude <= 90 or not -180 <= longitude <= 180:  # noqa: PLR2004 - degrees
        raise ValueError("--latitude must be within 90 and --longitude within 180 degrees")
    return replace(told, time_zone=zone, latitude=latitude, longitude=longitude)


def _around(settings: Settings) -> Surroundings:
    """Return what people go by beside the home; its numbers are rows such as ``weather.home#temperature,21.5``."""
    chosen = settings.context
    return Surroundings(weather=chosen.weather, workday=chosen.workday, sensors=frozenset(chosen.sensors))


def _learn(history: EventColumns, home: Home, settings: Settings, share: float) -> Learned:
    words = Words.from_translations(json.loads((load.FOLDER / "translations" / "en.json").read_text("utf-8")), {})
    if not len(history):
        return Learned()
    if not share:
        return learn(history, home, settings, now=float(history.time[-1]), words=words)
    since = _cut(history, home, share)
    learned = learn(history.where(history.time < since), home, settings, now=since, words=words)
    kept = hold_out(history, home, learned.suggestions, since)
    scored = [
        replace(one, backtest=replace(one.backtest, holdout=later))
        for one, later in zip(learned.suggestions, kept, strict=True)
    ]
    return replace(learned, suggestions=tuple(scored))


def _cut(history: EventColumns, home: Home, share: float) -> float:
    """Return the local midnight at which the held-out days begin, UTC epoch seconds."""
    calendar = Calendar.covering(home.time_zone, float(history.time[0]), float(history.time[-1]))
    first, last = calendar.day(history.time[[0, -1]])
    day = first + round((last - first + 1) * (1 - share))
    return float(calendar.moment(np.array([day]), 0)[0])


def _name_wrong_rows(file: EventFile) -> None:
    if file.wrong.count:
        print(f"replay: {file.wrong.count} wrong rows were left out, the first of them:", file=sys.stderr)
    for line, reason in file.wrong.first:
        print(f"  line {line}: {reason}", file=sys.stderr)


def _print_json(learned: Learned) -> None:
    for suggestion in learned.suggestions:
        print(json.dumps(suggestion_to_json(suggestion), ensure_ascii=False))


def _print_table(learned: Learned) -> None:
    print(f"{learned.events:,} events, {learned.acts:,} acts on {learned.days} days, {len(learned.patterns)} patterns")
    if not learned.suggestions:
        print("Nothing to suggest.")
    for number, one in enumerate(learned.suggestions, 1):
        print(f"{number:2}. {one.title}\n    {_figures(one)}")


def _figures(one: Suggestion) -> str:
    test = one.backtest
    parts: list[Any] = [
        f"{test.saved} of {test.told} right, {test.false_alarms} unwanted, {test.idle} done already",
        f"{test.misses} missed",
        f"score {one.score:.2f}",
    ]
    if test.holdout is not None:
        later = test.holdout
        parts.append(f"held out: {later.saved} of {later.saved + later.wrong} right, {later.idle} done already")
    return "; ".join(parts)


if __name__ == "__main__":
    run("replay", main)
