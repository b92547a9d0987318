"""Load the core of the integration without Home Assistant.

The package's own ``__init__`` is Home Assistant's door. A module that only bears its name and knows its folder lets the
core be imported past it. Where the real package is there already, as in the tests, it stays.
"""

from pathlib import Path
import sys
import types

FOLDER = Path(__file__).parents[1] / "custom_components" / "homeiq"

_NAME = "custom_components.homeiq"
if _NAME not in sys.modules:
    _package = types.ModuleType(_NAME)
    _package.__path__ = [str(FOLDER)]
    sys.modules[_NAME] = _package
