"""One attempt, its judgement, and its faults."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from fitcount.reps.attempt import MANY_ROWS, Attempt
from fitcount.reps.definition import FormRule, Posture, Repeated
from fitcount.reps.form import advice
from fitcount.reps.judge import Judge
from fitcount.reps.steady import SteadyValue
from fitcount.types import Metrics

from .movements import Body, filmed, repeated, squat

SQUAT = repeated("squat")
FPS = 10


def now(value: float, t_s: float) -> SteadyValue:
    return SteadyValue(value, t_s)


def attempt(knees_deg: Sequence[float], *, open_start: bool = False, open_end: bool = False) -> Attempt:
    made = Attempt(-1.0, "knee_deg", open_start=open_start, open_end=open_end)
    for row, knee_deg in enumerate(knees_deg):
        made.add(Metrics(row / FPS, {"knee_deg": knee_deg, "trunk_lean_deg": math.nan}, 0), now(knee_deg, row / FPS))
    return made


def squatted(body: Body | None = None, bend_deg: float = 95.0) -> Attempt:
    made = Attempt(-1.0, "knee_deg", reached=True)
    for frame in filmed(squat(bend_deg), body):
        made.add(frame, now(frame.values["knee_deg"], frame.t_s))
    return made


def test_measures_how_far_it_went_and_came_back() -> None:
    made = attempt([170, 120, 80, 100, 150])
    assert (made.peak_value, made.excursion) == (80, 70)
    assert (made.start_s, made.end_s) == (0.0, 0.4)


@pytest.mark.parametrize(
    ("open_start", "open_end", "went"), [(False, False, 40), (True, False, 70), (False, True, 40), (True, True, 40)]
)
def test_an_attempt_is_measured_by_the_half_that_was_seen_whole_or_else_by_the_smaller(
    open_start: bool, open_end: bool, went: float
) -> None:
    assert attempt([120, 80, 110, 150], open_start=open_start, open_end=open_end).excursion == went


def test_the_way_back_is_measured_from_the_peak_on() -> None:
    assert attempt([170, 90, 160, 80, 100]).excursion == 20


@pytest.mark.parametrize(
    ("knees_deg", "peak_s"),
    [([170, 120, 80, 120, 170], 0.2), ([170, 80, 81, 80, 170], 0.2), ([170, 84, 82, 80, 170, 170], 0.2)],
)
def test_the_peak_is_the_middle_of_the_time_near_the_extreme(knees_deg: list[float], peak_s: float) -> None:
    assert attempt(knees_deg).peak_s() == pytest.approx(peak_s)


def test_knows_the_share_it_did_not_see() -> None:
    made = attempt([170, 80, 170])
    made.missed = 1
    assert made.unseen == 0.25


def sat_down(still_s: float, *, thinned: bool) -> Attempt:
    """A squat that ends on a chair: the knees waver, and are farthest out in the middle."""
    made = Attempt(-1.0, "knee_deg", missed=7)
    for row in range(round(still_s * FPS)):
        t_s = row / FPS
        knee_deg = 170.0 - 80.0 * min(t_s, 1.0) - 5.0 * math.sin(t_s) - (6.0 if row == 331 else 0.0)
        made.add(Metrics(t_s, {"knee_deg": knee_deg}, 0), now(knee_deg, t_s))
        if thinned:
            made.thin(t_s - 8.0)
    return made


def test_an_attempt_that_is_never_over_takes_no_more_and_more_memory() -> None:
    assert len(sat_down(1000.0, thinned=True).frames) < MANY_ROWS + 8 * FPS + 10


def test_an_attempt_that_was_thinned_has_the_same_time_way_and_peak() -> None:
    whole, thinned = (sat_down(100.0, thinned=thinned) for thinned in (False, True))
    assert len(thinned.frames) < len(whole.frames)
    for name in ("start_s", "end_s", "excursion", "peak_value", "unseen", "back"):
        assert getattr(thinned, name) == getattr(whole, name)
    assert thinned.peak_s() == whole.peak_s()
    rests = [each.split_at_return() for each in (whole, thinned)]
    assert rests[0].start_s == rests[1].start_s
    assert rests[0].end_s == rests[1].end_s


def test_splits_where_the_person_was_farthest_back() -> None:
    made = attempt([170, 80, 120, 150, 130, 110])
    rest = made.split_at_return()
    assert made.values("knee_deg").tolist() == [170, 80, 120, 150]
    assert rest.values("knee_deg").tolist() == [150, 130, 110]
    assert (rest.peak_value, rest.reached, rest.open_start) == (110, False, False)


@pytest.mark.parametrize(
    ("knees_deg", "past"),
    [
        ([90, 110, 130, 150, 160], True),
        ([80, 80, 80, 120, 170], True),
        ([87, 80, 80, 120, 170], True),
        ([90, 80, 80, 120, 170], False),
        ([100, 85, 80, 120, 170], False),
    ],
)
def test_knows_whether_a_turn_at_its_peak_was_seen(knees_deg: list[float], past: bool) -> None:
    assert attempt(knees_deg, open_start=True).begins_past_peak is past
    assert attempt(knees_deg).begins_past_peak is False, "it was seen from its start"


def test_a_rep_holds_what_the_attempt_measured() -> None:
    made = squatted()
    rep = Judge(SQUAT, "parallel").rep(made, 3, "both")
    assert (rep.number, rep.side, rep.metric, rep.faults) == (3, "both", "knee_deg", ())
    assert (rep.min, rep.max) == pytest.approx((77, 172), abs=0.5)
    assert rep.to_peak_s + rep.from_peak_s == pytest.approx(rep.end_s - rep.start_s)


def test_a_movement_misses_the_standard_unless_it_reached_it() -> None:
    made = squatted(bend_deg=58)
    made.reached = False
    judge = Judge(SQUAT, "parallel")
    shortfall = judge.shortfall(made)
    assert shortfall is not None
    assert (shortfall.movement, shortfall.reason, shortfall.limit) == (True, "bottom_not_reached", 100)
    assert judge.shortfall(squatted()) is None
    assert Judge(SQUAT, "any").shortfall(made) is None


def test_the_limit_is_said_in_the_direction_of_the_exercise() -> None:
    upward = replace_usual(start=20, peak=90)
    made = Attempt(1.0, "shoulder_deg")
    for row, angle_deg in enumerate((20.0, 60.0, 20.0)):
        made.add(Metrics(row / FPS, {"shoulder_deg": angle_deg}, 0), now(angle_deg, row / FPS))
    shortfall = Judge(upward, "parallel").shortfall(made)
    assert shortfall is not None
    assert shortfall.text == "no rep: shoulder 60°, needs 100° or more"


@pytest.mark.parametrize(
    ("deepest_deg", "text"),
    [
        (118.0, "no rep: knee 118°, needs 100° or less"),
        (100.2, "no rep: knee 100.2°, needs 100.0° or less"),
        (90.0, "no rep: knee 90°, but bottom too short, needs 0.3 s"),
    ],
)
def test_a_shortfall_says_what_was_missing(deepest_deg: float, text: str) -> None:
    peak = SQUAT.phases.peak.model_copy(update={"min_s": 0.3})
    lasting = SQUAT.model_copy(update={"phases": SQUAT.phases.model_copy(update={"peak": peak})})
    shortfall = Judge(lasting, "parallel").shortfall(attempt([170, deepest_deg, 170]))
    assert shortfall is not None
    assert shortfall.text == text


def replace_usual(start: float, peak: float) -> Repeated:
    return SQUAT.model_copy(update={"usual": SQUAT.usual.model_copy(update={"start": start, "peak": peak})})


@pytest.mark.parametrize(
    ("body", "reason", "text"),
    [
        (Body(lying=True), "not_upright", "no rep: the trunk is not upright (body tilt 85°)"),
        (Body(steps_m=0.4), "feet_step", "no rep: the feet do not stay in place (distance of the feet changed by 0.7"),
    ],
)
def test_objects_to_another_posture(body: Body, reason: str, text: str) -> None:
    objection = Judge(SQUAT, "parallel").objection(squatted(body), least=25, least_s=0.5)
    assert objection is not None
    assert (objection.movement, objection.reason) == (False, reason)
    assert objection.text.startswith(text)


def with_need(need: str) -> Repeated:
    posture = Posture.model_validate({"code": "other", "need": need, "say": "it is another movement"})
    return SQUAT.model_copy(update={"posture": (posture,)})


@pytest.mark.parametrize(
    ("need", "metric", "found"),
    [
        ("knee_deg at peak > 90", "knee_deg", "knee 80°"),
        ("spread(trunk_lean_deg) < 10 or high(knee_deg) < 160", "knee_deg", "knee 169°"),
        ("high(knee_deg) - low(knee_deg) < 60", "high(knee_deg) - low(knee_deg)", "high(knee_deg) - low(knee_deg): 9"),
        ("high(hip_height_ratio) / 2 > 0.7", "high(hip_height_ratio) / 2", "high(hip_height_ratio) / 2: 50 %"),
        ("rep_s > 3", "rep_s", "time of the rep 1.8 s"),
        ("not to_peak_s < from_peak_s + 1", "to_peak_s", "time to the peak 1.0 s"),
    ],
)
def test_a_posture_may_need_whatever_can_be_measured(need: str, metric: str, found: str) -> None:
    objection = Judge(with_need(need), "parallel").objection(squatted(), least=25, least_s=0.5)
    assert objection is not None
    assert (objection.reason, objection.metric) == ("other", metric)
    assert objection.text.startswith(f"no rep: it is another movement ({found}")


@pytest.mark.parametrize(
    "need",
    [
        "elbow_deg > 170",  # not measured
        "hip_deg > 170 or knee_deg > 170",  # one of them is not
        "max(hip_deg, knee_deg) > 170",
        "stance_m / (stance_m - stance_m) > 9",  # nor has this a value
    ],
)
def test_what_was_not_measured_is_no_other_posture(need: str) -> None:
    assert Judge(with_need(need), "parallel").objection(squatted(), least=25, least_s=0.5) is None


def test_objects_to_nothing_in_a_squat() -> None:
    assert Judge(SQUAT, "parallel").objection(squatted(), least=25, least_s=0.5) is None


def test_objects_to_what_is_too_small() -> None:
    objection = Judge(SQUAT, "parallel").objection(squatted(), least=96, least_s=0.5)
    assert objection is not None
    assert (objection.reason, objection.text) == ("too_small", "no rep: moved 95° of 96°")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (Body(), []),
        (Body(lean_deg=65), ["forward_lean"]),
        (Body(lean_deg=50), []),  # beyond the limit, but by less than the measurement's own error
        (Body(lean_deg=65, yaw_deg=0), []),  # a lean cannot be seen from the front
        (Body(knees_in=0.5, yaw_deg=0), ["knee_valgus"]),
        (Body(knees_in=0.5, yaw_deg=180), ["knee_valgus"]),
        (Body(knees_in=0.5, yaw_deg=80), []),
        (Body(knees_in=0.1, yaw_deg=0), []),
    ],
)
def test_finds_the_faults_that_the_view_shows(body: Body, codes: list[str]) -> None:
    rep = Judge(SQUAT, "parallel").rep(squatted(body), 1, "both")
    assert [fault.code for fault in rep.faults] == codes
    for fault in rep.faults:
        assert rep.start_s <= fault.at_s <= rep.end_s
        assert fault.uncertainty > 0
        assert abs(fault.value - fault.limit) > fault.uncertainty


@pytest.mark.parametrize(
    ("when", "values"),
    [
        ("knee_deg at peak < 110 and high(trunk_lean_deg at peak) > 20", (36, 20)),  # what is nearer to not holding
        ("knee_deg at peak > 95 or high(trunk_lean_deg at peak) > 20", (36, 20)),
        ("not (knee_deg at peak > 90 or high(trunk_lean_deg at peak) < 20)", (80, 90)),
        ("high(knee_deg at start) - low(knee_deg at peak) > 60", (95, 60)),
        ("knee_deg at peak < 80", None),  # by less than it is unsure
        ("not knee_deg at peak > 80", None),
        ("high(trunk_lean_deg at peak) > 20 and elbow_deg > 90", None),  # one of them is not measured
    ],
)
def test_a_fault_may_be_whatever_can_be_measured(when: str, values: tuple[float, float] | None) -> None:
    rule = FormRule.model_validate({"code": "odd", "when": when, "say": "Do it otherwise."})
    rep = Judge(SQUAT.model_copy(update={"form": (rule,)}), "parallel").rep(squatted(), 1, "both")
    assert [(round(fault.value), fault.limit) for fault in rep.faults] == ([values] if values else [])


def test_advises_what_the_exercise_says() -> None:
    rep = Judge(SQUAT, "parallel").rep(squatted(Body(lean_deg=65)), 1, "both")
    assert advice(rep.faults, SQUAT.form) == ("Keep your chest up.",)
    assert advice([replace(rep.faults[0], code="knee_valgus")], SQUAT.form) == ("Push your knees out over your toes.",)
    assert advice([], SQUAT.form) == ()
