"""What an exercise is: the content of one YAML file, checked.

Nothing of an exercise stands in code: a new one is one file.
"""

from __future__ import annotations

import difflib
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from fitcount.reps.conditions import TEMPO, Condition, ConditionError, parse_condition
from fitcount.reps.conditions.parsing import MAX_LENGTH
from fitcount.reps.gestures import Gesture
from fitcount.reps.metrics import METRICS
from fitcount.reps.view import VIEWS, ViewLabel
from fitcount.wording import listed

FORMAT = 1
"""Of exercise files; raised when older programs would misread a newer file."""


class _Checked(BaseModel):
    # The texts below the fields are what an editor shows.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False, use_attribute_docstrings=True)


def _known_metric(name: str) -> str:
    if name not in METRICS:
        near = difflib.get_close_matches(name, METRICS, n=1)
        others = difflib.get_close_matches(name, METRICS, n=3, cutoff=0.0)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(others)}, ..."
        raise ValueError(f"there is no metric {name!r}; {hint}")
    return name


def _known_format(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this fitcount reads format {FORMAT}, not {number}; write format: {FORMAT}")
    return number


def _printable(text: str) -> str:
    if not text.replace("\n", " ").isprintable():
        wrong = next(letter for letter in text if not letter.isprintable())
        raise ValueError(f"has the invisible character U+{ord(wrong):04X}; delete it")
    return text


MetricName = Annotated[str, AfterValidator(_known_metric), Field(json_schema_extra={"enum": [*METRICS]})]
# Strict: a metric is never `true`, and "25" in quotes is a word.
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Share = Annotated[Number, Field(ge=0.0, le=1.2)]
"""Of the way from the start position (0) to the peak (1)."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Seconds = Annotated[Number, Field(ge=0.0, le=600.0)]
Sentence = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]


class UsualRange(_Checked):
    """The driving metric's usual ends, in its unit, until the person's own are known.

    If peak is the larger, the metric grows towards the peak; if it is the smaller, it falls.
    """

    start: Number
    """In the start position: 170 for the knee of somebody who stands."""
    peak: Number
    """At the peak, in the middle of the movement: 80 for the knee at the bottom of a squat."""


PhaseName = Annotated[str, Field(min_length=1, max_length=16), AfterValidator(_printable)]


class StartPhase(_Checked):
    """The start position. It is left and entered at different shares of the way, so that trembling does not count."""

    name: PhaseName
    """What the position is called while counting: standing, arms down."""
    enter: Share
    """Nearer to the start than this share of the person's own way (0 start, 1 peak), they are back: 0.15."""
    leave: Share
    """Farther than this share, a movement has begun: 0.25. It must be more than enter."""
    min_s: Seconds = 0.0
    """Seconds for which the position must be kept to be entered: 0.05."""


class PeakPhase(_Checked):
    """The peak, in the middle of the movement. It is entered where the standard is met."""

    name: PhaseName
    """What it is called while counting: bottom, top."""
    leave: Share
    """Back from the farthest point by this share of the person's own way, the peak is over: 0.12."""
    min_s: Seconds = 0.0
    """Seconds for which the peak must be kept to be entered."""


class Passage(_Checked):
    """The way between the start position and the peak, or back."""

    name: PhaseName
    """What it is called while counting: lowering, rising."""
    short: PhaseName
    """The same where there is little room: down, up."""


class Phases(_Checked):
    """The phases, in the order of a repetition."""

    start: StartPhase
    to_peak: Passage
    peak: PeakPhase
    from_peak: Passage


class MovementLimits(_Checked):
    """When a motion is a repetition at all, good or not."""

    min_range: Annotated[Number, Field(gt=0.0)]
    """Smallest change of the driving metric, in its unit. A third of the usual range is a good start."""
    min_share: Share
    """Smallest share of the person's own way: 0.4."""
    min_s: Seconds
    """Seconds that the quickest repetition takes."""
    max_s: Seconds
    """Seconds that the slowest repetition takes."""
    max_gap_s: Seconds
    """Seconds for which the person may be out of sight before the repetition is broken off: 1."""


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
        {"keys": listed(former), "key": key, "condition": condition},
    )


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
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_LENGTH}),
]


class Posture(_Checked):
    """A condition that a rep fulfils; otherwise it is another exercise."""

    code: Code
    """The reason of a rejection."""
    need: ConditionText
    """What must hold of every rep, like middle(body_tilt_deg) < 62; it says nothing where that was not measured."""
    say: Sentence
    """What is wrong where it does not hold: the trunk is not upright."""

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
    """How far the driving metric must get for a movement to count. {} has no limit: any movement counts."""

    limit: Number | None = None
    """In the metric's unit, between usual.start and usual.peak. The peak phase is entered there."""
    reason: Code = "peak_not_reached"
    """What a movement is rejected for that does not get there: bottom_not_reached."""


class FormRule(_Checked):
    """A fault of form, if its condition holds: noted, but the rep counts."""

    code: Code
    """The fault's name in results."""
    when: ConditionText
    """What makes it a fault, like high(trunk_lean_deg at peak) > 52, by more than what was measured may be wrong."""
    views: Annotated[tuple[ViewLabel, ...], Field(min_length=1)] = VIEWS
    """From where it is judged; from elsewhere it says nothing. Left out: from wherever its metrics can be measured."""
    say: Sentence
    """What the person should do: Keep your chest up."""

    @model_validator(mode="before")
    @classmethod
    def _not_in_former_keys(cls, values: Any) -> Any:
        return _refuse_former_keys(values, "when")


Usual = Number | Annotated[tuple[Number, Annotated[Number, Field(gt=0.0)]], Field()]
"""A usual value; or that and its standard deviation, where people differ more than in general."""


class Looks(_Checked):
    """What tells a movement from those of other exercises: usual values of metrics, of the side that moves."""

    takes_s: Annotated[Number, Field(gt=0.0, le=60.0)]
    """Seconds that a repetition usually takes."""
    seldom: Annotated[bool, Field(strict=True)] = False
    """A variant of a commoner exercise: it is named only where it fits clearly better."""
    start: dict[MetricName, Usual] = {}
    """In the start position: metric: value, or metric: [value, standard deviation]."""
    peak: dict[MetricName, Usual] = {}
    """At the peak, likewise."""


LEG_METRICS = ("knee_", "hip_", "stance_", "thigh_")
"""What the names of metrics begin with that need knees or ankles."""


class Case(_Checked):
    """A clip or a trace, and what must be counted in it."""

    file: Annotated[str, Field(min_length=1)]
    """A clip, or a trace (.npz), relative to the exercise's file."""
    count: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Repetitions to the standard."""
    movements: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Repetitions, to the standard or not."""
    left: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Repetitions of the left side alone."""
    right: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Repetitions of the right side alone."""
    rejected: tuple[Code, ...] | None = None
    """Why movements did not count, in their order."""
    held_s: Seconds | None = None
    """Seconds that the position is held in it."""
    standard: Code | None = None
    """By which it is counted, if not the default."""
    peaks_s: tuple[Seconds, ...] = ()
    """About when each repetition is at its peak; found from the body's main motion if left out."""
    holds_s: tuple[tuple[Seconds, Seconds], ...] = ()
    """From when to when the position is held."""
    note: str = ""
    """What is special about it."""

    @model_validator(mode="after")
    def _says_what(self) -> Case:
        if self.count is None and self.movements is None and self.held_s is None:
            raise ValueError("needs one of count, movements, held_s")
        return self

    @property
    def shows_it(self) -> bool:
        """Whether the exercise is done in it at all."""
        return any((self.count, self.movements, self.held_s))


class _Exercise(_Checked):
    """What every exercise says of itself."""

    format: Annotated[int, Field(strict=True, json_schema_extra={"const": FORMAT}), AfterValidator(_known_format)]
    """Version of the format: 1."""
    name: Code
    """Its id in results; the file is called the same, with .yaml."""
    title: Annotated[str, Field(min_length=1, max_length=32), AfterValidator(_printable)]
    """What a person calls it."""
    about: Sentence
    """How it is done, in a sentence."""
    free_gestures: tuple[Gesture, ...] | None = None
    """What a person in front of a camera may do to start and stop, as it is no part of the exercise; the first one is
    told. Left out: raising a hand, unless the exercise is done with the arms. [] is none."""
    cases: tuple[Case, ...] = ()
    """What `fitcount exercises test` counts; the movement is taken from the first."""


class Repeated(_Exercise):
    """An exercise counted in repetitions."""

    metric: MetricName
    """The driving metric: what goes from the start position to the peak and back, once a repetition."""
    sides: Literal["together", "each"] = "together"
    """together: left and right as one; each: a repetition a side, or one of both if they peak at once."""
    usual: UsualRange
    phases: Phases
    movement: MovementLimits
    posture: tuple[Posture, ...] = ()
    """What holds of every repetition; where it does not, the person did something else."""
    standards: Annotated[dict[Code, Standard], Field(min_length=1)]
    """How far a movement must go to count, by name; --standard chooses one."""
    default_standard: Code
    """The standard that holds if none is chosen."""
    form: tuple[FormRule, ...] = ()
    """What to do better, though the repetition counts."""
    looks: Looks | None = None
    """By this -e auto tells it from other exercises. Without it, it counts only when it is named."""

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
    """The reason of a break."""
    metric: MetricName
    """What is compared; where it cannot be measured, the condition says nothing."""
    enter: Number
    """To be in the position, in the metric's unit. Where enter is the larger, the metric must be above it."""
    leave: Number
    """To be out of it again: at least twice as far from enter as the metric trembles."""
    change_over_s: Annotated[Number, Field(gt=0.0, le=10.0)] | None = None
    """If given, not the metric itself is compared, but how much it changed over so many seconds."""
    say: Sentence
    """What is wrong when it does not hold: the hips sag."""

    def holds(self, value: float, *, inside: bool) -> bool:
        """Whether a value is part of the position for somebody who was `inside` the limits before."""
        sign = 1.0 if self.enter > self.leave else -1.0
        return (value - (self.leave if inside else self.enter)) * sign >= 0.0


class Hold(_Checked):
    """A position to stay in."""

    metric: MetricName
    """Without this one nobody can tell; the others speak only where they can be measured."""
    min_s: Annotated[Number, Field(gt=0.0, le=600.0)]
    """Seconds without a break from which it counts; a shorter time is a try."""
    max_break_s: Seconds
    """Seconds out of the position that end the hold. No break is counted as held."""
    position: Annotated[tuple[PositionPart, ...], Field(min_length=1)]
    """The conditions of the position; all must hold."""


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
