"""Lessons: what earlier days taught last night they teach tonight as well, so only what is new is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from weakref import WeakKeyDictionary

from ...model.habits.lesson import Lesson, LessonTopic
from ...model.habits.likeness import are_at_other_dials, is_same_habit
from ...model.habits.pattern import Pattern
from ...past.timeline import Timeline
from .digest import digest_of

type Find = Callable[[Timeline, Sequence[Pattern]], Sequence[Pattern]]
"""Learn from a past what it says of some habits: of these as much as if it were asked about all."""


class Lessons:
    """Asks pasts about habits, each about each habit once."""

    def __init__(self, known: Iterable[Lesson], terms: str, find: Find) -> None:
        """Begin with what is known.

        Args:
            known: of earlier nights.
            terms: names all that the answers rest on but the past itself.
            find: learns.
        """
        self._lessons = list(known)
        self._terms = terms
        self._find = find
        self._asked: set[str] = set()
        self._names = WeakKeyDictionary[Timeline, str]()

    @property
    def used(self) -> tuple[Lesson, ...]:
        """The lessons of those pasts that were asked: all that is worth keeping until tomorrow."""
        return tuple(one for one in self._lessons if one.past in self._asked)

    def taught(self, past: Timeline, sought: Sequence[Pattern]) -> tuple[Pattern, ...]:
        """Return the habits that may be one of those sought, as the past knows them, whenever it was asked."""
        name = self._name_of(past)
        self._asked.add(name)
        told = {topic for one in self._lessons if one.past == name for topic in one.topics}
        if new := [one for one in sought if LessonTopic.of(one) not in told]:
            topics = frozenset(map(LessonTopic.of, new))
            self._lessons.append(Lesson(past=name, topics=topics, taught=tuple(self._find(past, new))))
        lessons = (one for one in self._lessons if one.past == name)
        found = {one.signature: one for lesson in lessons for one in _about(lesson, sought)}
        return tuple(found[signature] for signature in sorted(found))

    def _name_of(self, past: Timeline) -> str:
        if past not in self._names:
            self._names[past] = f"{digest_of(past)} {self._terms}"
        return self._names[past]


def _about(lesson: Lesson, sought: Iterable[Pattern]) -> Iterable[Pattern]:
    """Return what a lesson says of habits that it was about, and no more: of others it may say too much."""
    mine = [one for one in sought if LessonTopic.of(one) in lesson.topics]
    return (one for one in lesson.taught if any(_may_be_one(one, other) for other in mine))


def _may_be_one(one: Pattern, other: Pattern) -> bool:
    """Tell whether two patterns may be one habit; those at a time of day tell of the sun as well."""
    return is_same_habit(one, other) or are_at_other_dials(one, other)
