"""What an exercise is: the content of one YAML file, checked.

Nothing of an exercise stands in code: a new one is one file.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from fitcount.reps.metrics import METRICS


class _Checked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


def _known_metric(name: str) -> str:
    if name not in METRICS:
        raise ValueError(f"no metric {name!r}; there are {', '.join(METRICS)}")
    return name


MetricName = Annotated[str, AfterValidator(_known_metric)]
Share = Annotated[float, Field(ge=0.0, le=1.2)]
"""Of the way from the start position (0) to the peak (1)."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Seconds = Annotated[float, Field(ge=0.0, le=600.0)]


class UsualRange(_Checked):
    """The driving metric's usual ends, until the person's own are known."""

    start: float
    peak: float


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

    min_range: Annotated[float, Field(gt=0.0)]
    """Smallest change of the driving metric, in its unit."""
    min_share: Share
    """Smallest share of the person's own range."""
    min_s: Seconds
    max_s: Seconds
    max_gap_s: Seconds
    """How long the person may be out of sight before the attempt is over."""


class _Limited(_Checked):
    """Something that a metric must, or must not, be above or below."""

    metric: MetricName
    above: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.above is None) == (self.below is None):
            raise ValueError("needs either above or below")
        return self

    @property
    def limit(self) -> float:
        """The one limit that is given."""
        return self.above if self.above is not None else self.below  # type: ignore[return-value]

    def holds(self, value: float, margin: float = 0.0) -> bool:
        """Whether a value lies beyond the limit by more than `margin`."""
        return value > self.limit + margin if self.above is not None else value < self.limit - margin


class Posture(_Limited):
    """A condition that a rep fulfils; otherwise it is another exercise."""

    code: Code
    take: Literal["low", "middle", "high", "spread"]
    """Of the metric's values over the attempt: below it lie one in ten, five, nine; or nine's less one's."""
    say: str


class Standard(_Checked):
    """How far the driving metric must get for a movement to count; without a limit any movement does."""

    limit: float | None = None
    reason: Code = "peak_not_reached"


class FormRule(_Limited):
    """A fault of form, if it holds: noted, but the rep counts."""

    code: Code
    take: Literal["min", "max"]
    views: tuple[Literal["front", "oblique", "side", "back"], ...]
    """From where the metric can be seen; from elsewhere the rule says nothing."""
    say: str
    """What the person should do."""


class Exercise(_Checked):
    """One exercise."""

    format: Literal[1]
    name: Code
    title: Annotated[str, Field(min_length=1, max_length=32)]
    about: str
    metric: MetricName
    usual: UsualRange
    phases: Phases
    movement: MovementLimits
    posture: tuple[Posture, ...] = ()
    standards: Annotated[dict[Code, Standard], Field(min_length=1)]
    default_standard: Code
    form: tuple[FormRule, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Exercise:
        if self.default_standard not in self.standards:
            raise ValueError(f"default_standard must be one of {', '.join(self.standards)}")
        if self.usual.start == self.usual.peak:
            raise ValueError("usual.start and usual.peak must differ")
        return self

    @property
    def toward_peak(self) -> float:
        """1 if the driving metric grows towards the peak, -1 if it falls."""
        return 1.0 if self.usual.peak > self.usual.start else -1.0
