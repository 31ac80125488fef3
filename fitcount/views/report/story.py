"""What a report says: plain values, before there is any page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from fitcount.views.tables import Table
from fitcount.views.to_work_on import ToWorkOn
from fitcount.wording import Written

Kind = Literal["best", "worst", "alike", "only", "rejected", "held", "broken"]


@dataclass(frozen=True, slots=True)
class Measured:
    """The value that decided, to be shown where it was measured."""

    metric: str
    """Unit in its name."""
    value: float
    limit: float | None
    """None where there is none."""
    side: str
    """both, left or right."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A moment that is worth a picture."""

    kind: Kind
    t_s: float
    from_s: float | None
    """Where the movement began, to be seen faintly behind it; None of a position."""
    title: str
    """Best rep: 3"""
    text: str
    """What there is to see in it."""
    is_fault: bool
    """Whether it is a fault of form that was measured."""
    measured: Measured | None
    """None where nothing decided."""

    @property
    def misses(self) -> bool:
        """Whether what was measured is beyond its limit: of a rejected movement, a fault, a break."""
        return self.kind in ("rejected", "broken") or self.is_fault


@dataclass(frozen=True, slots=True)
class Label:
    """A number beside the joint where it was measured."""

    what: Literal["value", "limit"]
    left: float
    """Of its middle, as a share of the picture's width."""
    top: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A shot as it was drawn."""

    shot: Shot
    uri: str
    """data:image/webp;base64,..."""
    width_px: int
    height_px: int
    alt: str
    labels: tuple[Label, ...]
    """The value that was measured, and the limit where it was missed."""


@dataclass(frozen=True, slots=True)
class Tip:
    """What is told of a part of a plot to whoever points at it."""

    start: float
    """On the plot's x axis: milliseconds, or the number of a bar from 0 on."""
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Plot:
    """An interactive plot."""

    id: str
    title: str
    summary: str
    """What it shows, for whoever does not see it, and for whoever wonders what to look for."""
    option: dict[str, Any]
    """As ECharts takes it."""
    tips: tuple[Tip, ...]
    unit: Written
    """Of the values on its upright axis."""
    width_px: int
    """It needs at least this, and scrolls where there is less."""
    height_px: int

    @property
    def data(self) -> dict[str, Any]:
        """What the page's script draws it from."""
        tips = [[tip.start, tip.end, tip.text] for tip in self.tips]
        return {"option": self.option, "tips": tips, "unit": asdict(self.unit)}


@dataclass(frozen=True, slots=True)
class SetStory:
    """One set of the session."""

    title: str
    """Set 1: squat"""
    amount: str
    """4 reps of 7 movements; "" where the session has no other set"""
    about: tuple[str, ...]
    """When, by which standard, with which weight."""
    note: str
    pictures: tuple[Picture, ...] = ()
    best_and_worst: str = ""
    """By what they were told apart; "" where they are alike."""
    plots: tuple[Plot, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the set as a whole shows: tiring, left against right."""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """All of a report."""

    title: str
    """Squat"""
    amount: str
    """4 reps of 7 movements"""
    about: tuple[str, ...]
    """When, of what source, by which standard."""
    certainty: str
    """How sure the count is, in words."""
    sure: bool
    doubts: tuple[str, ...]
    warnings: tuple[str, ...]
    """What else the reader must know: cut off, no trace, counted by another file."""
    to_work_on: tuple[ToWorkOn, ...]
    all_well: str
    """In the place of things to work on, where there are none."""
    sets: tuple[SetStory, ...]
    others: str
    """Attempts that were no movement; "" for none."""
    note: str
    small_print: tuple[str, ...]
