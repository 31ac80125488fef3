"""What an exercise is: the content of one YAML file, checked.

Nothing of an exercise stands in code: a new one is one file.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from fitcount.reps.conditions import TEMPO, Condition, ConditionError, parse_condition
from fitcount.reps.metrics import METRICS

FORMAT = 1
"""Of exercise files; raised when older programs would misread a newer file."""


class _Checked(BaseModel):
    # The texts below the fields are what an editor shows.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, use_attribute_docstrings=True)


def _known_metric(name: str) -> str:
    if name not in METRICS:
        near = difflib.get_close_matches(name, METRICS, n=3, cutoff=0.0)
        raise ValueError(f"there is no metric {name!r}, but {', '.join(near)}")
    return name


def _known_format(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this fitcount reads format {FORMAT}, not {number}")
    return number


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


_FORMER = {"metric", "at", "take", "above", "below"}


def _refuse_former_keys(values: Any, key: str) -> Any:
    """Raise ValueError, with the condition that they amount to, for keys that a condition has replaced."""
    former = [each for each in values if each in _FORMER] if isinstance(values, dict) else []
    if not former:
        return values
    measure = str(values.get("metric", "knee_deg"))
    if "at" in values:
        measure = f"{measure} at {values['at']}".removesuffix(" at rep")
    if "take" in values:
        measure = f"{values['take']}({measure})"
    limits = [f"{sign} {values[each]}" for each, sign in (("above", ">"), ("below", "<")) if each in values]
    condition = f"{measure} {limits[0] if limits else '< 100'}"
    raise PydanticCustomError(
        "former_keys",
        "{keys} stand as one condition: {key}: {condition}",
        {"keys": _listed(former), "key": key, "condition": condition},
    )


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


ConditionText = Annotated[
    Condition,
    GetPydanticSchema(
        lambda _type, _handler: core_schema.no_info_after_validator_function(
            parse_condition,
            core_schema.custom_error_schema(
                core_schema.str_schema(), "condition_type", custom_error_message="no condition"
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(lambda condition: condition.text),
        )
    ),
]


class Posture(_Checked):
    """A condition that a rep fulfils; otherwise it is another exercise."""

    code: Code
    """The reason of a rejection."""
    need: ConditionText
    """What must hold of every rep, like middle(body_tilt_deg) < 62; it says nothing where that was not measured."""
    say: str
    """What is wrong where it does not hold."""

    @field_validator("need")
    @classmethod
    def _of_one_attempt(cls, need: Condition) -> Condition:
        for measure in need.measures:
            if measure.metric == TEMPO:
                why = "it compares with the reps before, a posture is of one attempt"
                raise ConditionError(f"{TEMPO} is for form rules", measure.start, len(TEMPO), why=why)
        return need

    @model_validator(mode="before")
    @classmethod
    def _not_in_former_keys(cls, values: Any) -> Any:
        return _refuse_former_keys(values, "need")


class Standard(_Checked):
    """How far the driving metric must get for a movement to count; without a limit any movement does."""

    limit: Number | None = None
    reason: Code = "peak_not_reached"


class FormRule(_Checked):
    """A fault of form, if its condition holds: noted, but the rep counts."""

    code: Code
    """The fault's name in results."""
    when: ConditionText
    """What makes it a fault, like high(trunk_lean_deg at peak) > 52, by more than what was measured may be wrong."""
    views: tuple[Literal["front", "oblique", "side", "back"], ...] = ("front", "oblique", "side", "back")
    """From where it can be seen; from elsewhere the rule says nothing."""
    say: str
    """What the person should do."""

    @model_validator(mode="before")
    @classmethod
    def _not_in_former_keys(cls, values: Any) -> Any:
        return _refuse_former_keys(values, "when")


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


class PositionPart(_Checked):
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
    position: Annotated[tuple[PositionPart, ...], Field(min_length=1)]

    @field_validator("position")
    @classmethod
    def _has_metric(cls, position: tuple[PositionPart, ...], others: ValidationInfo) -> tuple[PositionPart, ...]:
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
