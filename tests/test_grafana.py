"""The dashboard for Grafana asks for what HomeIQ exports, all of it and nothing else."""

import json
from pathlib import Path
import re
from typing import Any

import pytest

from custom_components.homeiq.coordinator.health.figures import Figures
from custom_components.homeiq.model.overview import Health, StoreStats
from custom_components.homeiq.telemetry.families import Family

BOARD = json.loads((Path(__file__).parents[1] / "docs/grafana/homeiq.json").read_text("utf-8"))
FAMILIES = {one.name: one for one in Figures().families(Health(store=StoreStats()))}
COLUMNS = 24
QUERIES = [(panel["title"], target) for panel in BOARD["panels"] for target in panel["targets"]]
# A metric, what follows it, and whether a function of counters is asked of it.
ASKED = re.compile(r"(\b(?:rate|increase)\()?(homeiq_\w+?)(_bucket|_count|_sum)?(\{[^}]*\})(\[[^\]]+\])?")
# Labels that Prometheus itself adds.
ADDED = {"instance", "le"}


def family_of(name: str) -> Family:
    """Return what is exported under a name."""
    assert name in FAMILIES
    return FAMILIES[name]


@pytest.mark.parametrize(("title", "target"), QUERIES)
def test_every_query_asks_for_what_is_exported(title: str, target: dict[str, Any]) -> None:
    query = target["expr"]
    asked = ASKED.findall(query)

    assert title
    assert asked
    assert len(asked) == query.count("homeiq_")
    for function, name, part, matchers, span in asked:
        family = family_of(name)
        assert bool(function) == bool(span) == (family.kind != "gauge")
        assert bool(part) == (family.kind == "histogram")
        matched = re.findall(r"(\w+)[=!]~?\"", matchers)
        grouped = re.findall(r"\w+", ",".join(re.findall(r"by \(([^)]*)\)", query)))
        labels = {*matched, *grouped}
        assert labels <= {*ADDED, family.label}
        assert set(re.findall(r"{{(\w+)}}", target["legendFormat"])) <= {*ADDED, family.label}


@pytest.mark.parametrize("name", FAMILIES)
def test_whatever_is_exported_is_drawn(name: str) -> None:
    drawn = {found for _, target in QUERIES for _, found, *_ in ASKED.findall(target["expr"])}

    assert name in drawn


@pytest.mark.parametrize(("title", "target"), QUERIES)
def test_every_query_is_closed(title: str, target: dict[str, Any]) -> None:
    open_ones: list[str] = []
    for sign in target["expr"]:
        if sign in "([{":
            open_ones.append({"(": ")", "[": "]", "{": "}"}[sign])
        elif sign in ")]}":
            assert open_ones.pop() == sign, title

    assert open_ones == []


def test_panels_have_numbers_of_their_own_and_cover_no_other() -> None:
    panels = BOARD["panels"]
    places = [panel["gridPos"] for panel in panels]
    cells = [
        (column, row)
        for at in places
        for column in range(at["x"], at["x"] + at["w"])
        for row in range(at["y"], at["y"] + at["h"])
    ]

    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len(set(cells)) == len(cells)
    assert max(x for x, _ in cells) < COLUMNS


def test_it_is_of_no_grafana_in_particular() -> None:
    sources = {target["datasource"]["uid"] for _, target in QUERIES}

    assert sources == {"${source}"}
    assert "id" not in BOARD
