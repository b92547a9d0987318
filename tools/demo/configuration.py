"""The demo's configuration folder: Home Assistant as somebody has it who has lived with it for eight weeks."""

from pathlib import Path

from tools.home_assistant import folder
from tools.home_assistant.stored import ADMINS, User
from tools.recorder_file import write_recorder
from tools.simulate.home import Resident

from .custom_components.homeiq_demo_home.script import DOMAIN, Script
from .past import Past

ROOT = Path(__file__).parents[2]
COMPONENTS = (ROOT / "custom_components" / "homeiq", ROOT / "tools" / "demo" / "custom_components" / DOMAIN)

OWNER = User(name="Demo", login="demo", password="demo", group=ADMINS, is_owner=True)  # noqa: S106 -- it is printed

YAML = f"""\
frontend:
config:
history:
logbook:
person:
sun:
recorder:
  # At night it would forget most of the eight weeks.
  auto_purge: false
  # It makes up statistics of all days that it keeps when it starts: minutes of a core for each month.
  purge_keep_days: 1
automation: !include automations.yaml
script: !include scripts.yaml
scene: !include scenes.yaml
logger:
  default: warning
{DOMAIN}:
"""


def is_written(path: Path) -> bool:
    """Say whether a folder already holds a demo that can be booted again."""
    return (path / f"{DOMAIN}.json").exists()


def write(path: Path, past: Past, *, port: int, speed: float) -> None:
    """Write the folder of a home that has lived through a history."""
    folder.write(
        path,
        folder.Plan(
            port=port,
            users=(OWNER, *map(_user, past.home.residents)),
            place=past.place,
            yaml=YAML,
            components=COMPONENTS,
            residents=tuple(past.residents),
        ),
    )
    units = {thing.entity_id: thing.unit for thing in past.things if thing.unit}
    write_recorder(path / "home-assistant_v2.db", past.events, home=past.home, units=units)
    # Written last: a folder without it is not a finished one.
    Script(things=past.things, week=past.week, speed=speed).write(path / f"{DOMAIN}.json")


def _user(resident: Resident) -> User:
    return User(name=resident.name.capitalize(), login=resident.name, password=resident.name, user_id=resident.user_id)
