"""Write ``docs/openapi.json``."""

import json
from pathlib import Path

from .document import document

PATH = Path(__file__).parents[2] / "docs" / "openapi.json"


def text() -> str:
    """Return the document as the file has it."""
    return json.dumps(document(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(text(), encoding="utf-8")
