"""What a voice says: a few words that are understood across a room, out of the lines that are read on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from fitcount.types import CounterState, Rejection

_SHORT: Mapping[str, str] = {
    "bottom_not_reached": "deeper",
    "top_not_reached": "higher",
    "peak_not_reached": "all the way",
}
"""What to do, by the reason of a rejection; other reasons are said as they are called."""
STAY = "stay there longer"
"""To whoever came far enough, but not for as long as the exercise asks for."""
_OWN_MATTER = frozenset(
    {"too_small", "too_fast", "too_slow", "too_soon", "unlike_others", "person_lost", "peak_not_seen", "too_short"}
)
"""Why an attempt was no movement, where the person need not hear of it: they know it, or did not try."""


def spoken(text: str) -> str:
    """A line of the screen without what is only for the eye: the hips sag (hip sag 24°) is "the hips sag"."""
    return text.partition(" (")[0].strip()


def correction_of(rejection: Rejection, state: CounterState) -> str:
    """What to do so that the next movement counts: deeper."""
    if _came_far_enough(rejection, state):
        return STAY
    return _SHORT.get(rejection.reason) or rejection.reason.replace("_", " ")


def _came_far_enough(rejection: Rejection, state: CounterState) -> bool:
    """Whether the driving metric passed the limit of the standard after all."""
    gauge = state.gauge
    if gauge.metric != rejection.metric:
        return False
    toward_peak = 1.0 if gauge.low > gauge.high else -1.0
    return (rejection.value - rejection.limit) * toward_peak >= 0.0


def posture_of(rejection: Rejection) -> str:
    """What keeps an attempt from being the exercise at all; "" if that is nothing to be told."""
    if rejection.movement or rejection.reason in _OWN_MATTER:
        return ""
    return spoken(rejection.text.removeprefix("no rep: "))
