"""What an author's tools find out: the frozen values that they hand to the views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fitcount.types import ExerciseSet, Rejection, Rep

Event = Rep | Rejection | ExerciseSet
"""Something that a counter told of a trace: a rep, a rejected attempt, or a hold."""

Aspect = Literal[
    "appeared", "vanished", "counts_now", "counts_no_more", "other_reason", "other_faults", "other_side", "other_time"
]
"""In what an event differs. other_time: of a hold, the seconds or its breaks."""


@dataclass(frozen=True, slots=True)
class Change:
    """What two definitions of an exercise say of the same moment, where that differs."""

    old: Event | None
    """None if only the new one told it."""
    new: Event | None
    aspects: tuple[Aspect, ...]

    @property
    def start_s(self) -> float:
        """When the first of the two began."""
        return min(event.start_s for event in (self.old, self.new) if event is not None)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of one exercise."""

    count: int = 0
    movements: int = 0
    held_s: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.count + other.count, self.movements + other.movements, self.held_s + other.held_s)


@dataclass(frozen=True, slots=True)
class TraceDifference:
    """What an edit changes in one trace."""

    trace: str
    old: Tally
    new: Tally
    changes: tuple[Change, ...]
    """In the order of time."""
    unchanged: tuple[Event, ...]
    """As the new definition tells them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an edit changes in several traces."""

    old: str
    """As the person named it."""
    new: str
    traces: tuple[TraceDifference, ...]

    @property
    def totals(self) -> tuple[Tally, Tally]:
        """Of all traces, counted with the old and with the new definition."""
        return sum((each.old for each in self.traces), Tally()), sum((each.new for each in self.traces), Tally())


@dataclass(frozen=True, slots=True)
class Step:
    """A phase of a rep, and what ends it."""

    phase: str
    until: str
    """In words, in the driving metric's own unit for the usual range: "below 148°"."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a scale that means something."""

    name: str
    said: str
    """Its value in words: 148°."""
    start: float
    """Ends, in the scale's unit: the first nearer to the start position."""
    end: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The driving metric from the start position to the peak, and what lies on it."""

    metric: str
    """In words."""
    start: float
    end: float
    ticks: tuple[tuple[float, str], ...]
    """Round values between them, and how they are said."""
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rep must be or should not be."""

    code: str
    condition: str
    """In words."""
    written: str
    """As the file has it."""
    say: str
    """What the person is told."""
    views: tuple[str, ...] = ()
    """From where it can be seen, if not from all sides."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A part of a held position, and its two edges, in words."""

    code: str
    what: str
    """Is measured."""
    enter: str
    leave: str
    noise: str
    """One standard deviation of what is measured: the edges should be further apart."""
    say: str


@dataclass(frozen=True, slots=True)
class Look:
    """The usual value of a metric, by which -e auto tells an exercise from others."""

    metric: str
    start: str
    """Of the start position, in words; "" if the file says nothing."""
    peak: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a file says of an exercise, in words."""

    name: str
    title: str
    about: str
    file: str
    driven_by: str
    """What is measured to count it."""
    steps: tuple[Step, ...]
    """In the order of a rep; of a held one, in the order of a hold with a break."""
    held: bool
    scale: Scale | None
    """None of a held exercise, which has no one way from a start to a peak."""
    limits: tuple[str, ...]
    """What a movement or a hold is at all."""
    standards: tuple[str, ...]
    posture: tuple[Rule, ...]
    """Otherwise it is another exercise."""
    position: tuple[Edge, ...]
    """All parts of it, of a held exercise."""
    form: tuple[Rule, ...]
    looks: tuple[Look, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tried:
    """What comes of one value of a threshold."""

    value: float
    exact: int
    """Clips that are counted as labelled."""
    near: int
    """Clips that are off by one at most."""

    @property
    def points(self) -> int:
        """2 for a clip that is exact, 1 for one that is off by one."""
        return self.exact + self.near


@dataclass(frozen=True, slots=True)
class ClipChange:
    """A clip that is counted otherwise with another value."""

    clip: str
    wanted: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Tuned:
    """A threshold, moved over a range while all else stays."""

    key: str
    """As in the file: movement.min_share; of a rule its code: posture.feet_step."""
    line: int
    column: int
    """Where it stands."""
    unit: str
    """deg, m, s, ratio or ""."""
    value: float
    """In the file."""
    tried: tuple[Tried, ...]
    """By value, the one in the file among them."""
    plateau: tuple[int, int]
    """The first and the last of those tried that count as well as the best, without a worse one between."""
    proposal: float | None
    """A value with more room on both sides; None if that in the file is as good, or nobody can tell."""
    deciding: tuple[str, ...]
    """Clips that are counted otherwise somewhere in the range: what is known rests on them."""
    changes: tuple[ClipChange, ...]
    """What the proposal changes."""

    @property
    def can_tell(self) -> bool:
        """Whether the clips prefer some values to others."""
        return self.plateau != (0, len(self.tried) - 1)

    @property
    def is_open(self) -> tuple[bool, bool]:
        """Whether the plateau reaches to the end of what was tried: below, above."""
        first, last = self.plateau
        return first == 0, last == len(self.tried) - 1


@dataclass(frozen=True, slots=True)
class Tuning:
    """How the count of labelled clips depends on the thresholds of an exercise."""

    file: str
    clips: int
    held: bool
    """Seconds are compared, not repetitions."""
    slack: int
    """Points that a value may lose against the best and still count as well."""
    exact: int
    """As the file is."""
    near: int
    tuned: tuple[Tuned, ...]
    """In the order of the file."""
    unasked: tuple[str, ...] = ()
    """Thresholds that no label asks about: limits of standards by which no clip was judged."""
    together: Tried | None = None
    """All proposals at once (its value means nothing); None if there are none."""

    @property
    def proposals(self) -> tuple[Tuned, ...]:
        """The thresholds for which another value is proposed."""
        return tuple(each for each in self.tuned if each.proposal is not None)
