"""Print the pinned requirements of everything that a home with a frontend loads.

Home Assistant would fetch them on its first boot. With all of them there beforehand it starts with ``--skip-pip``, in a
third of the time and without a network. One that is missing keeps the web page on its launch screen for ever.
"""

from collections.abc import Iterable
import json
from pathlib import Path
from typing import Any

from homeassistant import components
from homeassistant.const import BASE_PLATFORMS

LOADED = """
    ai_task assist_satellite automation backup config frontend hardware history input_boolean input_number labs
    logbook logger marketplace person recorder scene schedule script sun tag web_rtc zone
"""


def requirements_of(names: Iterable[str]) -> list[str]:
    """Collect the requirements of integrations and of all they depend on, sorted."""
    base = Path(next(iter(components.__path__)))
    waiting, seen, found = set(names), set[str](), set[str]()
    while waiting:
        name = waiting.pop()
        path = base / name / "manifest.json"
        if name in seen or not path.is_file():
            continue
        seen.add(name)
        manifest: dict[str, Any] = json.loads(path.read_text())
        found.update(manifest.get("requirements", []))
        waiting.update(manifest.get("dependencies", []))
    return sorted(found)


if __name__ == "__main__":
    print("\n".join(requirements_of([*LOADED.split(), *map(str, BASE_PLATFORMS)])))
