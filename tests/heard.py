"""Changes of attributes that were heard, for the tests of what sends them on."""

from dataclasses import dataclass

from custom_components.homeiq.model.event import AttributeRow


@dataclass(slots=True)
class Heard:
    """They wait until somebody lets go of them, as those that are heard on the bus do; its place is its number."""

    rows: list[AttributeRow]
    let_go_of: int = 0

    def waiting(self) -> tuple[list[AttributeRow], int]:
        return self.rows[self.let_go_of :], len(self.rows)

    def let_go(self, number: int) -> None:
        self.let_go_of = max(self.let_go_of, number)
