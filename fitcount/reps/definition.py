"""What an exercise is: the content of one YAML file, checked.

Nothing of an exercise stands in code: a new one is one file.
"""

from __future__ import annotations

import difflib
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from fitcount.reps.metrics import METRICS

FORMAT = 1
"""Of exercise files; raised when older programs would misread a newer file."""


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


def _known_metric(name: str) -> str:
    return _one_of(name, tuple(METRICS))


def _one_of(name: str, known: tuple[str, ...]) -> str:
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.0)
        raise ValueError(f"there is no metric {name!r}, but {', '.join(near)}")
    return name


def _known_format(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this fitcount reads format {FORMAT}, not {number}")
    return number


def _known_measure(name: str) -> str:
    return _one_of(name, (*TIMES, *METRICS))


TIMES = ("to_peak_s", "from_peak_s", "rep_s", "tempo_ratio")
"""What a form rule may name besides metrics: how long the halves and all of a rep took, and the latter over the median
of the reps before it in the set."""

MetricName = Annotated[str, AfterValidator(_known_metric)]
# Strict: a metric is never `true`, and "25" in quotes is a word.
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Share = Annotated[Number, Field(ge=0.0, le=1.2)]
"""Of the way from the start position (0) to the peak (1)."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Seconds = Annotated[Number, Field(ge=0.0, le=600.0)]


class UsualRange(_Checked):
    """The driving metric's usual ends, until the person's own are known."""

    start: Number
    peak: Number

    @model_validator(mode="after")
    def _apart(self) -> UsualRange:
        if self.start == self.peak:
            raise ValueError("start and peak must differ")
        return self


PhaseName = Annotated[str, Field(min_length=1, max_length=16)]


class StartPhase(_Checked):
    """The start position; `leave` and `enter` are the two edges of its hysteresis."""

    name: PhaseName
    enter: Share
    leave: Share
    min_s: Seconds = 0.0

    @model_validator(mode="after")
    def _in_order(self) -> StartPhase:
        if not self.enter < self.leave:
            raise ValueError("enter must be less than leave")
        return self


class PeakPhase(_Checked):
    """Where the standard is met: its limit is the way in, `leave` below the extreme the way out."""

    name: PhaseName
    leave: Share
    min_s: Seconds = 0.0


class Passage(_Checked):
    """The way between the start position and the peak."""

    name: PhaseName
    short: PhaseName
    """Its name where there is little room: down, up."""


class Phases(_Checked):
    """The phases in the order of a rep."""

    start: StartPhase
    to_peak: Passage
    peak: PeakPhase
    from_peak: Passage


class MovementLimits(_Checked):
    """When a motion is a repetition at all, good or not."""

    min_range: Annotated[Number, Field(gt=0.0)]
    """Smallest change of the driving metric, in its unit."""
    min_share: Share
    """Smallest share of the person's own range."""
    min_s: Seconds
    max_s: Seconds
    max_gap_s: Seconds
    """How long the person may be out of sight before the attempt is over."""

    @model_validator(mode="after")
    def _in_order(self) -> MovementLimits:
        if not self.min_s < self.max_s:
            raise ValueError("min_s must be less than max_s")
        return self


class _Limited(_Checked):
    """Something that a metric must, or must not, be above or below."""

    metric: MetricName
    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise ValueError("needs either 'above' or 'below'")
        return self

    @property
    def limit(self) -> float:
        """The one limit that is given."""
        return self.above if self.above is not None else self.below  # type: ignore[return-value]

    def holds(self, value: float, margin: float = 0.0) -> bool:
        """Whether a value lies beyond the limit by more than `margin`."""
        return value > self.limit + margin if self.above is not None else value < self.limit - margin


Take = Literal["low", "middle", "high", "spread"]
"""Of a metric's values: below it lie one in ten, five, nine; or nine's less one's."""


class Posture(_Limited):
    """A condition that a rep fulfils; otherwise it is another exercise."""

    code: Code
    take: Take
    """Over the attempt."""
    say: str


class Standard(_Checked):
    """How far the driving metric must get for a movement to count; without a limit any movement does."""

    limit: Number | None = None
    reason: Code = "peak_not_reached"


class FormRule(_Limited):
    """A fault of form, if it holds: noted, but the rep counts."""

    code: Code
    metric: Annotated[str, AfterValidator(_known_measure)]
    at: Literal["rep", "start", "peak"] = "rep"
    """In the whole rep, in the start position at its two ends, or at its peak."""
    take: Take = "middle"
    views: tuple[Literal["front", "oblique", "side", "back"], ...] = ("front", "oblique", "side", "back")
    """From where the metric can be seen; from elsewhere the rule says nothing."""
    say: str
    """What the person should do."""

    @model_validator(mode="after")
    def _times_are_of_the_whole(self) -> Self:
        if self.metric in TIMES and {"at", "take"} & self.model_fields_set:
            raise ValueError(f"{self.metric} is one number a rep: leave out 'at' and 'take'")
        return self


Usual = Number | Annotated[tuple[Number, Annotated[Number, Field(gt=0.0)]], Field()]
"""A usual value; or that and its standard deviation, where people differ more than in general."""


class Looks(_Checked):
    """What tells a movement from those of other exercises: usual values of metrics, of the side that moves."""

    takes_s: Annotated[Number, Field(gt=0.0, le=60.0)]
    seldom: bool = False
    """A variant of a commoner exercise: it is named only where it fits clearly better."""
    start: dict[MetricName, Usual] = {}
    peak: dict[MetricName, Usual] = {}


LEG_METRICS = ("knee_", "hip_", "stance_", "thigh_")
"""What the names of metrics begin with that need knees or ankles."""


class _Exercise(_Checked):
    """What every exercise says of itself."""

    format: Annotated[int, Field(strict=True), AfterValidator(_known_format)]
    name: Code
    title: Annotated[str, Field(min_length=1, max_length=32)]
    about: str


class Repeated(_Exercise):
    """An exercise counted in repetitions."""

    metric: MetricName
    sides: Literal["together", "each"] = "together"
    """together: left and right as one; each: one movement a side, or one of both if they peak at once."""
    usual: UsualRange
    phases: Phases
    movement: MovementLimits
    posture: tuple[Posture, ...] = ()
    standards: Annotated[dict[Code, Standard], Field(min_length=1)]
    default_standard: Code
    form: tuple[FormRule, ...] = ()
    looks: Looks | None = None
    """Without it the exercise is never recognised by itself, but counts when it is named."""

    @field_validator("standards")
    @classmethod
    def _beyond_start(cls, standards: dict[str, Standard], others: ValidationInfo) -> dict[str, Standard]:
        usual: UsualRange | None = others.data.get("usual")
        if usual is not None:
            side = "below" if usual.peak < usual.start else "above"
            for name, standard in standards.items():
                if standard.limit is not None and (standard.limit - usual.start) * (usual.peak - usual.start) <= 0:
                    raise ValueError(f"the limit of {name} must lie {side} usual.start, {usual.start:g}")
        return standards

    @field_validator("default_standard")
    @classmethod
    def _is_standard(cls, name: str, others: ValidationInfo) -> str:
        standards = others.data.get("standards", {name: None})
        if name not in standards:
            raise ValueError(f"there is no standard {name!r}, but {', '.join(standards)}")
        return name

    @property
    def halves(self) -> tuple[str, str]:
        """What the two halves of a rep are called where there is little room: down, up."""
        return self.phases.to_peak.short, self.phases.from_peak.short

    @property
    def standard_names(self) -> tuple[str, ...]:
        """What a person may choose from."""
        return tuple(self.standards)

    @property
    def needs_legs(self) -> bool:
        """Whether the driving metric is measured on the legs."""
        return self.metric.startswith(LEG_METRICS)

    @property
    def counted_sides(self) -> tuple[str, ...]:
        """The sides that are followed: both as one, or left and right."""
        return ("both",) if self.sides == "together" else ("left", "right")

    @property
    def toward_peak(self) -> float:
        """1 if the driving metric grows towards the peak, -1 if it falls."""
        return 1.0 if self.usual.peak > self.usual.start else -1.0


class Condition(_Checked):
    """Part of a held position, with hysteresis: `enter` to be in it, `leave` to be out of it again.

    Where `enter` is the larger, the metric must be above; where it is the smaller, below.
    """

    code: Code
    metric: MetricName
    enter: Number
    leave: Number
    change_over_s: Annotated[Number, Field(gt=0.0, le=10.0)] | None = None
    """If given, not the metric itself is compared, but how much it changed over this long."""
    say: str
    """What is wrong when it does not hold."""

    @model_validator(mode="after")
    def _apart(self) -> Self:
        if self.enter == self.leave:
            raise ValueError("enter and leave must differ, or noise would leave the position")
        return self

    def holds(self, value: float, *, inside: bool) -> bool:
        """Whether a value is part of the position for somebody who was `inside` the limits before."""
        sign = 1.0 if self.enter > self.leave else -1.0
        return (value - (self.leave if inside else self.enter)) * sign >= 0.0


class Hold(_Checked):
    """A position to stay in."""

    metric: MetricName
    """Without this one nobody can tell; the others speak only where they can be measured."""
    min_s: Annotated[Number, Field(gt=0.0, le=600.0)]
    """A shorter time without a break is a try."""
    max_break_s: Seconds
    """A longer break ends the hold."""
    position: Annotated[tuple[Condition, ...], Field(min_length=1)]

    @field_validator("position")
    @classmethod
    def _has_metric(cls, position: tuple[Condition, ...], others: ValidationInfo) -> tuple[Condition, ...]:
        metric = others.data.get("metric")
        if metric is not None and all(condition.metric != metric for condition in position):
            raise ValueError(f"needs a condition on hold.metric, {metric}")
        return position


class Held(_Exercise):
    """An exercise counted in seconds."""

    hold: Hold

    @property
    def standard_names(self) -> tuple[str, ...]:
        """None: a position is held, or it is not."""
        return ()

    @property
    def default_standard(self) -> str:
        """There is none."""
        return ""

    @property
    def halves(self) -> tuple[str, str]:
        """A hold has none."""
        return "", ""

    @property
    def needs_legs(self) -> bool:
        """Whether the metric that must be known is measured on the legs."""
        return self.hold.metric.startswith(LEG_METRICS)


Exercise = Repeated | Held
"""One exercise."""
