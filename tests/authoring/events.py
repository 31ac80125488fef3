"""Reps, rejected attempts and holds as a counter might tell them, for hypothesis and by hand."""

from __future__ import annotations

from hypothesis import strategies as st

from fitcount.findings import Event
from fitcount.types import Break, ExerciseSet, Fault, Rejection, Rep

SIDES = ("both", "left", "right")


def rep(start_s: float, end_s: float, faults: tuple[str, ...] = (), side: str = "both", number: int = 1) -> Rep:
    middle_s = (start_s + end_s) / 2
    found = tuple(Fault(code, 60.0, 52.0, 6.0, middle_s) for code in faults)
    half_s = middle_s - start_s
    return Rep(number, side, start_s, middle_s, end_s, "knee_deg", 80.0, 172.0, half_s, half_s, found)


def rejected(
    start_s: float,
    end_s: float,
    reason: str = "bottom_not_reached",
    *,
    movement: bool = True,
    side: str = "both",
    text: str = "no rep: knee 118°, needs 100° or less",
) -> Rejection:
    return Rejection(movement, side, start_s, None, end_s, reason, "knee_deg", 118.0, 100.0, text)


def hold(start_s: float, end_s: float, broken_s: float = 0.0) -> ExerciseSet:
    breaks = (Break(start_s + 1.0, start_s + 1.0 + broken_s, "hips_sag", "hip_sag_deg", 24.0, 12.0, "the hips sag"),)
    held_s = end_s - start_s - broken_s
    return ExerciseSet("plank", start_s, end_s, 0, 0, held_s, breaks if broken_s else ())


# Whole seconds, so that edges often touch and moments are often the same.
_TIMES = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: (float(pair[0]), float(sum(pair))))
_SIDE = st.sampled_from(SIDES)
_CODES = st.sampled_from([(), ("forward_lean",), ("forward_lean", "drops")])
_REASON = st.sampled_from(["bottom_not_reached", "too_fast"])

EVENTS: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(
        st.builds(lambda t, codes, side: rep(t[0], t[1], codes, side), _TIMES, _CODES, _SIDE),
        st.builds(
            lambda t, reason, movement, side: rejected(t[0], t[1], reason, movement=movement, side=side),
            _TIMES,
            _REASON,
            st.booleans(),
            _SIDE,
        ),
        st.builds(lambda t: hold(t[0], t[1]), _TIMES),
    ),
    max_size=8,
)
