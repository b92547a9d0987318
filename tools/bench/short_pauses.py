"""Turning on HomeIQ's option *Short pauses* in a Home Assistant that runs, as its owner would."""

import time

from tools.home_assistant.client import Client, RefusedError

OLD = 120.0  # seconds that it may take until Python looks through everything by itself, and what is old is known
_FIGURE = "homeiq_short_pauses_seconds"


def turn_on(client: Client) -> None:
    """Send the form of the options as it is, but for this one.

    Raises:
        ValueError: the form says no.
    """
    flows = "config/config_entries/options/flow"
    entry = next(one for one in client.get("config/config_entries/entry") if one["domain"] == "homeiq")
    form = client.post(flows, {"handler": entry["entry_id"]})
    answers: dict[str, dict[str, bool]] = {page["name"]: {} for page in form["data_schema"]}
    answers["advanced"]["short_pauses"] = True
    done = client.post(f"{flows}/{form['flow_id']}", answers)
    if done["type"] != "create_entry":
        raise ValueError(f"the form of the options says {done.get('errors')}")


def await_short(client: Client) -> None:
    """Wait until old objects are left out of Python's search for garbage.

    Raises:
        TimeoutError: they are not.
    """
    until = time.monotonic() + OLD
    while not _are_short(client):
        if time.monotonic() > until:
            raise TimeoutError(f"no old objects are left out after {OLD:.0f} s")
        time.sleep(0.5)


def _are_short(client: Client) -> bool:
    try:
        families = client.get("homeiq/metrics")["metrics"]
    except RefusedError:
        return False  # HomeIQ is loaded anew
    return any(one["value"] > 0 for family in families if family["name"] == _FIGURE for one in family["series"])
