"""What a workout plan is: the content of one YAML file, checked."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from fitcount.guidance import Goal

FORMAT = 1
"""Of plans; raised when older programs would misread a newer file."""
REST_S = 60.0
"""Of a plan that does not say how long."""


def _known_format(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this fitcount reads format {FORMAT}, not {number}; write format: {FORMAT}")
    return number


def _printable(text: str) -> str:
    if not text.isprintable():
        wrong = next(letter for letter in text if not letter.isprintable())
        raise ValueError(f"has the invisible character U+{ord(wrong):04X}; delete it")
    return text


# Strict: 10 is a number, "10" a word, and true neither.
_Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
RestS = Annotated[_Number, Field(ge=0.0, le=3600.0)]
Line = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_printable)]


class _Checked(BaseModel):
    # The texts below the fields are what an editor shows.
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Step(_Checked):
    """One exercise of a plan, and how much of it: reps or seconds."""

    exercise: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)]
    """Name of an exercise, or path of its YAML file, relative to the plan."""
    sets: Annotated[int, Field(strict=True, ge=1, le=50)] = 1
    """How many times; 1 if left out."""
    reps: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = None
    """Repetitions that are a set."""
    seconds: Annotated[_Number, Field(ge=1.0, le=3600.0)] | None = None
    """Seconds that are a set: held, or of an exercise that is repeated, as many repetitions as go into them."""
    rest_s: RestS | None = None
    """Seconds of rest after each set; the plan's if left out."""
    standard: Line | None = None
    """How good a repetition must be, one of the exercise's standards; its default if left out."""
    weight_kg: Annotated[_Number, Field(gt=0.0, le=1000.0)] | None = None
    """What is lifted beside the person's own weight; it is kept with the sets."""

    @property
    def goal(self) -> Goal:
        """How much is a set."""
        return Goal(self.reps, self.seconds)


class Plan(_Checked):
    """A workout: steps that are done one after the other."""

    format: Annotated[int, Field(strict=True, json_schema_extra={"const": FORMAT}), AfterValidator(_known_format)]
    """Version of the format: 1."""
    name: Line
    """What a person calls it."""
    about: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)] = "A workout."
    """What it is good for, in a sentence."""
    rest_s: RestS = REST_S
    """Seconds of rest after each set; 60 if left out."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=100)]
    """What is done, in this order."""
