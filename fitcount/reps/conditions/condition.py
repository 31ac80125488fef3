"""A condition as an exercise file has it: its text, what it measures, and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from fitcount.reps.conditions.evaluation import Measuring, Outcome, evaluate
from fitcount.reps.conditions.parsing import parse_tree
from fitcount.reps.conditions.possible import check_possible, comparisons_of, hint_of_radians
from fitcount.reps.conditions.tree import Arithmetic, Call, Measure, Negative, Quantity, Truth
from fitcount.reps.conditions.units import check_units


@dataclass(frozen=True, slots=True)
class Doubt:
    """What in a condition is allowed, but hardly meant."""

    what: str
    offset: int
    length: int
    suggestion: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that holds of a rep, or not; two are equal if they mean the same."""

    text: str = field(compare=False)
    """As it was written."""
    tree: Truth

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What it measures, each once, from left to right."""
        sides = [side for each in comparisons_of(self.tree) for side in (each.left, each.right)]
        return tuple(dict.fromkeys(measure for side in sides for measure in _measures(side)))

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What is allowed, but hardly meant."""
        return tuple(
            Doubt(
                f"'{self.text[each.start : each.end]}' is less than a pose is wrong by",
                each.start,
                each.end - each.start,
                hint,
            )
            for each in comparisons_of(self.tree)
            if (hint := hint_of_radians(each))
        )

    def judge(self, measure: Measuring, margin: float) -> Outcome:
        """Whether it holds by more than `margin` standard deviations (see `evaluate`)."""
        return evaluate(self.tree, measure, margin)


@lru_cache(maxsize=1024)
def parse_condition(text: str) -> Condition:
    """The condition that a text says. Raises ConditionError if it is none, or can never decide anything."""
    tree = parse_tree(text)
    check_units(tree)
    check_possible(tree)
    return Condition(text, tree)


def _measures(quantity: Quantity) -> list[Measure]:
    match quantity:
        case Measure():
            return [quantity]
        case Negative(of=of):
            return _measures(of)
        case Arithmetic(left=left, right=right):
            return [*_measures(left), *_measures(right)]
        case Call(arguments=arguments):
            return [measure for argument in arguments for measure in _measures(argument)]
        case _:
            return []
