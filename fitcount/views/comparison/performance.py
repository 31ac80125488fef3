"""What was done of one exercise, over one set or all those of a session."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from fitcount.kept import KeptFrames, KeptSet
from fitcount.types import Correction, change
from fitcount.views.fatigue import Trend, trend
from fitcount.views.movements import Movement, movements_of
from fitcount.views.phrases import middle
from fitcount.views.remarks import ENOUGH_OF_A_SIDE
from fitcount.views.wording import ExerciseWords


@dataclass(frozen=True, slots=True)
class Performance:
    """All of it; the values of movements are those that counted."""

    sets: tuple[KeptSet, ...]
    """At least one, all of one exercise."""
    movements: tuple[tuple[Movement, ...], ...]
    """Set by set, rejected ones among them."""
    view: str
    """Label of where the camera stood; "" where it is not known."""

    @property
    def is_held(self) -> bool:
        """Whether seconds were counted."""
        return all(each.is_held for each in self.sets)

    @property
    def standards(self) -> str:
        """By which its sets were counted: parallel, any."""
        return ", ".join(dict.fromkeys(each.standard for each in self.sets))

    @property
    def count(self) -> int:
        """Repetitions that met the standard, as the person has corrected them."""
        return sum(each.corrected for each in self.sets)

    @property
    def movement_count(self) -> int:
        """Movements, rejected ones among them; without those of which the person says that they were none."""
        return sum(each.movements + change(each.corrections) for each in self.sets)

    @property
    def corrections(self) -> list[Correction]:
        """What people have changed of it by hand."""
        return [correction for each in self.sets for correction in each.corrections]

    @property
    def held_s(self) -> float:
        """In all sets."""
        return sum(each.held_s for each in self.sets)

    @property
    def longest_s(self) -> float:
        """What was held in the longest set."""
        return max(each.held_s for each in self.sets)

    @property
    def volume_kg(self) -> float:
        """Weight times repetitions; 0 without a weight."""
        return sum(each.volume_kg for each in self.sets)

    @property
    def breaks_s(self) -> list[float]:
        """How long each break of its holds was."""
        return [each.took_s for hold in self.sets for each in hold.breaks]

    @property
    def counted(self) -> list[Movement]:
        """The movements that did."""
        return [each for each in chain.from_iterable(self.movements) if each.rejection is None]

    @property
    def faulty(self) -> int:
        """Repetitions with a fault of form."""
        return sum(bool(each.faults) for each in self.counted)

    @property
    def faults(self) -> Mapping[str, int]:
        """Code of each fault to the number of repetitions with it."""
        return Counter(code for each in self.counted for code in {fault.code for fault in each.faults})

    @property
    def reasons(self) -> Mapping[str, int]:
        """Code of each reason to the number of movements that were rejected for it."""
        return Counter(rejection.reason for each in self.sets for rejection in each.rejected)

    @property
    def asymmetry(self) -> float:
        """By which share the side that goes less far does so; NaN where the sides cannot be told apart."""
        own = [[each.range_of_motion for each in self.counted if each.side == name] for name in ("left", "right")]
        if min(map(len, own)) < ENOUGH_OF_A_SIDE:
            return math.nan
        less, more = sorted(map(middle, own))
        return 1.0 - less / more if more > 0.0 else math.nan

    @property
    def slowing(self) -> Trend | None:
        """Of its longest set; None without a trend that is worth telling."""
        return trend(self._longest, lambda movement: movement.took_s)

    @property
    def shrinking(self) -> Trend | None:
        """The same of the range of motion."""
        return trend(self._longest, lambda movement: movement.range_of_motion)

    @property
    def _longest(self) -> tuple[Movement, ...]:
        return max(self.movements, key=len)


def performance(sets: Sequence[KeptSet], frames: KeptFrames | None, words: ExerciseWords, view: str) -> Performance:
    """What was done in these sets of one exercise; `frames`: their trace, which knows how far rejected ones went."""
    movements = tuple(movements_of(each, frames, grows=words.grows) for each in sets)
    return Performance(tuple(sets), movements, view)
