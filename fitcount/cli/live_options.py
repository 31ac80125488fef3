"""What a live run is asked for: how much is to be done, and whether it is heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from fitcount.errors import UsageError
from fitcount.guidance import Goal

if TYPE_CHECKING:
    from fitcount.reps.definition import Exercise

MOST_REPS, MOST_S = 10_000, 24 * 3600
_REPS = re.compile(r"[0-9]{1,5}")
_SECONDS = re.compile(r"(?P<seconds>\d{1,5}) ?s|(?P<minutes>\d{1,4}) ?min|(?P<m>\d{1,4}):(?P<s>[0-5]\d)", re.ASCII)


def _goal(_context: click.Context, _option: click.Parameter, text: str | None) -> Goal | None:
    return None if text is None else read_goal(text)


def read_goal(text: str) -> Goal:
    """10, 60s, 2min, 1:30 as a goal; raises UsageError if it is none of them."""
    reps, seconds = _reps(text), _seconds(text)
    if reps is None and seconds is None:
        raise UsageError(f"--goal {text!r}: is neither reps nor a time: write 10, 60s, 2min or 1:30")
    if not 0 < (reps or seconds or 0) <= (MOST_REPS if reps is not None else MOST_S):
        raise UsageError(f"--goal {text!r}: must be 1 to {MOST_REPS} reps, or 1 s to {MOST_S // 3600} hours")
    return Goal(reps, seconds)


def _reps(text: str) -> int | None:
    return int(text) if _REPS.fullmatch(text.strip()) else None


def _seconds(text: str) -> float | None:
    found = _SECONDS.fullmatch(text.strip())
    if found is None:
        return None
    minutes = int(found["minutes"] or found["m"] or 0)
    return 60.0 * minutes + int(found["seconds"] or found["s"] or 0)


def check_goal(goal: Goal | None, exercise: Exercise | None) -> None:
    """Raise UsageError if reps are asked for of an exercise that is counted in seconds."""
    if goal is not None and goal.reps is not None and exercise is not None and not exercise.standard_names:
        raise UsageError(
            f"--goal {goal.reps}: {exercise.name} is counted in seconds, not in reps: write --goal {goal.reps}s"
        )


GOAL_OPTION = click.option("--goal", callback=_goal, metavar="REPS|TIME", help="10, 60s, 1:30: tell half-way and done.")


def heard_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Whether there are sounds and words: `sound`, `voice`, None if nobody said."""
    for option in (
        click.option(
            "--voice/--no-voice", default=None, help="Say the count and what to do. Default: live, if there is a voice."
        ),
        click.option("--sound/--no-sound", default=None, help="A sound for a rep, half-way, done. Default: live."),
    ):
        command = option(command)
    return command
