import random
from typing import Any

import pytest
import yaml

from custom_components.homeiq.apply import document, edits
from custom_components.homeiq.apply.document import Shape
from custom_components.homeiq.apply.errors import (
    BrokenFileError,
    EditedEntryError,
    KnownEntryError,
    MissingEntryError,
    UnsupportedFileError,
)
from custom_components.homeiq.model.decisions.edit import Edit

KEY = "homeiq_x"
CONFIG: dict[str, Any] = {
    "id": KEY,
    "alias": "Hall: on — ä, 07:00 # not a comment",
    "description": "You did it\non 7 of 8 days.",
    "triggers": [{"trigger": "time", "at": "07:00:00"}],
    "conditions": [],
    "actions": [{"action": "light.turn_on", "target": {"entity_id": ["light.hall"]}}],
    "mode": "single",
}
LATER = {**CONFIG, "alias": "Later", "triggers": [{"trigger": "time", "at": "08:00:00"}]}
SHAPES = {
    "no file": None,
    "nothing": "",
    "only a comment": "# mine\n",
    "a comment without an end": "# mine",
    "an empty list": "[]",
    "an empty list with a line end": "[]\n",
    "an empty list among comments": "# mine\n[] # still\n# the end\n",
    "a null": "~\n",
    "an empty mapping": "{}\n",
    "a marked empty list": "--- []\n",
    "a list": "- id: a\n  alias: A\n",
    "no line end": "- id: a\n  alias: A",
    "windows": "# mine\r\n- id: a\r\n  alias: A\r\n",
    "windows without a line end": "- id: a\r\n  alias: A",
    "a byte order mark": "\ufeff- id: a\n",
    "a byte order mark before brackets": "\ufeff[{id: a}]\n",
    "a byte order mark and nothing": "\ufeff",
    "indented": "  - id: a\n    alias: A\n",
    "marked": "---\n- id: a\n...\n",
    "marked, and no line end": "---\n- id: a\n...",
    "a trailing comment": "- id: a\n\n# - id: b\n#   alias: B\n",
    "a trailing comment, indented": "- id: a\n  # the end",
    "secrets": "- id: a\n  alias: !secret a\n  actions: !include actions.yaml\n",
    "an included entry": "- !include a.yaml\n- id: b\n",
    "anchors": "- &a\n  id: a\n  actions: &list [1]\n- id: b\n  <<: *a\n- *a\n",
    "an anchor that leads back": "- &a\n  id: a\n  again: *a\n",
    "brackets": "[{id: a, alias: A}]\n",
    "brackets with a comma": "[\n  {id: a},\n  {id: b}, # last\n]\n",
    "a literal text": "- id: a\n  alias: |\n    A\n",
    "a literal text without a line end": "- id: a\n  alias: |\n    A",
    "a kept text": "- id: a\n  alias: |+\n    A\n\n\n# end\n",
    "a folded text": "- id: a\n  alias: >-\n    A\n    B\n",
    "without ids": "- alias: A\n- alias: B\n",
    "other alphabets": "- id: a\n  alias: 'Flur 灯 😀'\n",
    "empty lines": "\n\n- id: a\n\n\n- id: b\n\n\n",
    "spaces at the ends": "- id: a   \n  alias: A   \n   \n",
    "tabs in a text": '- id: a\n  alias: "A\tB"\n',
    "the same id twice": "- id: a\n- id: a\n",
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_adding_and_taking_back_leaves_every_byte(text: str | None) -> None:
    changed, edit = edits.add(text, Shape.LIST, KEY, CONFIG)

    assert edits.says(changed, Shape.LIST, KEY) == CONFIG
    assert edits.take_back(changed, Shape.LIST, edit) == text


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_replacing_and_taking_back_leaves_every_byte(text: str | None) -> None:
    added, _ = edits.add(text, Shape.LIST, KEY, CONFIG)

    changed, edit = edits.replace(added, Shape.LIST, KEY, LATER, CONFIG)

    assert edits.says(changed, Shape.LIST, KEY) == LATER
    assert edits.take_back(changed, Shape.LIST, edit) == added


def a_text(seed: int) -> str:
    """Make a file up as a person might have written it."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    newline = chance.choice(["\n", "\n", "\r\n"])
    indent = chance.choice(["", "", "  "])
    entries = [an_entry(chance, number) for number in range(chance.randrange(6))]
    lines = [chance.choice(["# top", "", "---"])] if chance.random() < 0.5 else []
    for entry in entries:
        lines += [chance.choice(["", "# about the next", f"{indent}# inside"])] if chance.random() < 0.5 else []
        lines += [f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(entry)]
    lines += [chance.choice(["", "# end", "   "])] if chance.random() < 0.5 else []
    text = "".join(line + newline for line in lines)
    return text.removesuffix(newline) if chance.random() < 0.3 else text


def an_entry(chance: random.Random, number: int) -> list[str]:
    value = chance.choice(
        [
            ["alias: plain  # with a comment"],
            ["alias: 'quoted: yes'"],
            ["alias: !secret name"],
            ["actions: !include actions.yaml"],
            ["alias: |", "  literal", "", "  text"],
            ["alias: >-", "  folded", "  text"],
            [f"actions: &anchor{number}", "- action: light.turn_on", "  target: {entity_id: [light.a, light.b]}"],
            ['alias: "on\\tä灯"'],
            ["alias:"],
        ]
    )
    return [f"id: {chance.choice([str(number), f"'{number}'", f'"n {number}"'])}", *value]


@pytest.mark.parametrize("seed", range(300))
def test_whatever_a_person_wrote_stays_byte_for_byte(seed: int) -> None:
    text = a_text(seed)

    added, first = edits.add(text, Shape.LIST, KEY, CONFIG)
    changed, second = edits.replace(added, Shape.LIST, KEY, LATER, CONFIG)

    assert edits.take_back(changed, Shape.LIST, second) == added
    assert edits.take_back(added, Shape.LIST, first) == text


@pytest.mark.parametrize("seed", range(100))
def test_both_parsers_see_an_entry_at_the_same_place(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = a_text(seed)
    quick = edits.add(text, Shape.LIST, KEY, CONFIG)

    monkeypatch.setattr(document, "_LOADER", yaml.SafeLoader)

    assert edits.add(text, Shape.LIST, KEY, CONFIG) == quick


def test_two_thousand_automations_are_no_hindrance() -> None:
    one = "- id: a{n}\n  alias: A {n}  # mine\n  triggers: &t{n}\n  - trigger: state\n    entity_id: light.a\n"
    text = "".join(f"{one.format(n=number)}  actions: []\n" for number in range(2000))

    changed, edit = edits.add(text, Shape.LIST, KEY, CONFIG)

    assert changed.startswith(text)
    assert edits.take_back(changed, Shape.LIST, edit) == text


def test_a_script_is_added_to_a_mapping_and_taken_back() -> None:
    text = "# mine\nmorning:\n  sequence: []\n"
    config = {"alias": "Evening", "sequence": []}

    changed, edit = edits.add(text, Shape.MAPPING, "evening", config)

    assert changed == text + "evening:\n  alias: Evening\n  sequence: []\n"
    assert edits.take_back(changed, Shape.MAPPING, edit) == text


def test_a_script_is_added_between_brackets() -> None:
    changed, edit = edits.add("{morning: {sequence: []}}\n", Shape.MAPPING, "evening", {"sequence": []})

    assert changed == '{morning: {sequence: []}, "evening": {"sequence": []}}\n'
    assert edits.take_back(changed, Shape.MAPPING, edit) == "{morning: {sequence: []}}\n"


def added() -> tuple[str, Edit]:
    return edits.add("# mine\n[]\n", Shape.LIST, KEY, CONFIG)


def test_what_was_added_behind_it_since_stays() -> None:
    text, edit = added()

    assert edits.take_back(f"{text}- id: z\n", Shape.LIST, edit) == "# mine\n- id: z\n"


def test_what_was_added_behind_it_without_a_line_end_before_it_stays() -> None:
    text, edit = edits.add("- id: a", Shape.LIST, KEY, CONFIG)

    assert edits.take_back(f"{text}- id: z\n", Shape.LIST, edit) == "- id: a\n- id: z\n"


def test_what_was_added_before_it_since_stays() -> None:
    text, edit = added()

    assert edits.take_back(text.replace("# mine\n", "# mine\n- id: z\n"), Shape.LIST, edit) == "# mine\n- id: z\n"


def test_an_entry_that_the_editor_wrote_anew_is_still_taken_back() -> None:
    _, edit = edits.add("- id: a\n", Shape.LIST, KEY, CONFIG)
    rewritten = yaml.safe_dump([{"id": "a"}, CONFIG, {"id": "z"}], sort_keys=True)

    assert edits.take_back(rewritten, Shape.LIST, edit) == "- id: a\n- id: z\n"


def test_an_entry_that_was_replaced_goes_back_also_where_something_follows() -> None:
    text, _ = added()
    changed, edit = edits.replace(text, Shape.LIST, KEY, LATER, CONFIG)

    assert edits.take_back(f"{changed}- id: z\n", Shape.LIST, edit) == f"{text}- id: z\n"


def test_an_entry_that_a_person_has_changed_is_left_alone() -> None:
    text, edit = added()

    with pytest.raises(EditedEntryError):
        edits.take_back(text.replace("07:00:00", "07:05:00"), Shape.LIST, edit)


@pytest.mark.parametrize(
    ("line", "noted"),
    [
        ("  conditions: []\n", "  conditions: []  # none yet\n"),
        ("  conditions: []\n", "  # Ask Ann first.\n  conditions: []\n"),
        (f"- id: {KEY}\n", f"- id: {KEY}\n# mine\n"),
    ],
)
def test_what_a_person_noted_in_an_entry_is_not_lost_with_it(line: str, noted: str) -> None:
    text, edit = added()
    changed = text.replace(line, noted)

    with pytest.raises(EditedEntryError):
        edits.take_back(changed, Shape.LIST, edit)
    with pytest.raises(EditedEntryError):
        edits.replace(changed, Shape.LIST, KEY, LATER, CONFIG)


def test_what_a_person_noted_around_an_entry_stays() -> None:
    text, edit = edits.add("- id: a\n", Shape.LIST, KEY, CONFIG)

    assert edits.take_back(f"# above\n{text}# below\n", Shape.LIST, edit) == "# above\n- id: a\n# below\n"


def test_what_a_person_noted_behind_the_last_line_of_an_entry_stays_when_that_is_changed() -> None:
    text, _ = added()
    noted = text.replace("mode: single\n", "mode: single  # never two\n")

    changed, later = edits.replace(noted, Shape.LIST, KEY, LATER, CONFIG)

    assert changed.endswith("mode: single  # never two\n")
    assert edits.take_back(changed, Shape.LIST, later) == noted


def test_two_entries_that_say_a_thing_twice_stand_beside_each_other() -> None:
    lamps = ["light.hall", "light.stairs"]
    config = {**CONFIG, "actions": [{"action": name, "target": {"entity_id": lamps}} for name in ("a.b", "a.c")]}

    text, _ = edits.add("- id: a\n  actions: &id001 [1]\n- *id001\n", Shape.LIST, KEY, config)
    text, _ = edits.add(text, Shape.LIST, "homeiq_y", {**config, "id": "homeiq_y"})

    assert edits.says(text, Shape.LIST, KEY) == config


def test_an_entry_that_is_gone_is_said_to_be() -> None:
    _, edit = added()

    with pytest.raises(MissingEntryError):
        edits.take_back("[]\n", Shape.LIST, edit)


def test_an_entry_is_not_added_twice() -> None:
    text, _ = added()

    with pytest.raises(KnownEntryError):
        edits.add(text, Shape.LIST, KEY, CONFIG)


def test_an_entry_that_stands_there_twice_is_left_alone() -> None:
    with pytest.raises(UnsupportedFileError, match="more than once"):
        edits.says(f"- id: {KEY}\n- id: {KEY}\n", Shape.LIST, KEY)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- id: a\n  alias: [\n- id: b\n", "line 3"),
        ("- id: a\n\talias: A\n", "line 2: found"),
        ("- id: 'a\n", "line 2"),
        ("\ufeff- id: a\n\talias: A\n", "line 2: found"),
        ("- id: a\n---\n- id: b\n", "line 2"),
        ("- *nobody\n", "undefined alias"),
        ("- id: \x00\n", "null|unacceptable|special|control"),
    ],
)
def test_a_broken_file_is_left_alone_and_the_line_named(text: str, fault: str) -> None:
    with pytest.raises(BrokenFileError, match=fault):
        edits.add(text, Shape.LIST, KEY, CONFIG)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("!include_dir_merge_list automations/\n", "it is a !include_dir_merge_list, not a list"),
        ("alias: A\ntriggers: []\n", "it is a mapping, not a list"),
        ("some words\n", "it is a scalar, not a list"),
    ],
)
def test_a_file_that_is_no_list_is_left_alone(text: str, fault: str) -> None:
    with pytest.raises(UnsupportedFileError, match=fault):
        edits.add(text, Shape.LIST, KEY, CONFIG)


def test_an_entry_that_cannot_be_cut_out_alone_is_left_there() -> None:
    text, edit = edits.add("- id: a\n", Shape.LIST, KEY, CONFIG)
    split = text.replace(f"- id: {KEY}", f"-\n  id: {KEY}")

    with pytest.raises(UnsupportedFileError, match="can't be taken out"):
        edits.take_back(split, Shape.LIST, edit)
