"""Before somebody is counted they are told what is wrong with the picture, and what to do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from fitcount.coaching.framing import needed_parts
from fitcount.coaching.setup import CODES, SetUp
from fitcount.guidance import Check
from fitcount.reps.definition import Exercise
from fitcount.reps.library import find_exercise, known_exercises
from fitcount.types import LANDMARK, Pose, UInt8Array

from .made_poses import FPS, HEIGHT, first_of, frame, mirrored, moved, picture, rendered, standing, without_legs

MIRRORED = {"to your left": "to your right", "to your right": "to your left"}


def looked(
    exercise: str | Exercise | None,
    poses: Pose | Iterable[Pose | None] | None,
    image_rgb: UInt8Array | None = None,
) -> tuple[dict[str, Check], SetUp]:
    """The checks by code after a second and a half, or after each of several poses, ten frames a second."""
    set_up = SetUp(find_exercise(exercise) if isinstance(exercise, str) else exercise)
    checks: tuple[Check, ...] = ()
    for row, pose in enumerate([poses] * 16 if isinstance(poses, Pose) or poses is None else poses):
        checks = set_up.look(frame(row / FPS, image_rgb), pose)
    return {check.code: check for check in checks}, set_up


def wrong(checks: dict[str, Check]) -> set[str]:
    """Codes of what hinders counting."""
    return {code for code, check in checks.items() if not check.good and not check.is_hint}


def side_on() -> Pose:
    """Somebody who stands sideways."""
    return first_of("squat_lean_side")


def facing() -> Pose:
    """Somebody who faces the camera."""
    pose = rendered()["raise_right_hand__0"][0][1]
    assert pose is not None
    return pose


def away() -> Pose:
    """Somebody seen from behind."""
    pose = rendered()["raise_right_hand__180"][0][1]
    assert pose is not None
    return pose


def test_who_stands_well_before_the_camera_is_ready_after_a_second() -> None:
    checks, set_up = looked("squat", [standing()] * 10)
    assert not wrong(checks)
    assert not set_up.ready
    assert looked("squat", [standing()] * 12)[1].ready


def test_what_is_wrong_comes_first_then_hints_then_what_is_right() -> None:
    set_up = SetUp(find_exercise("lunge"))
    checks = set_up.look(frame(0.0), moved(standing(), y_px=150.0))
    order = [(check.good, check.is_hint) for check in checks]
    assert order == sorted(order)
    assert (checks[0].code, checks[0].good) == ("body", False)


@pytest.mark.parametrize(
    ("x_px", "y_px", "says"),
    [
        (0, 120, "tilt the camera down or step back: your feet are below the picture"),
        (0, -220, "tilt the camera up or step back: your shoulders are above the picture"),
        (-310, 0, "move to your left: much of you is beside the picture"),
        (310, 0, "move to your right: much of you is beside the picture"),
    ],
)
def test_a_body_that_the_picture_cuts_is_told_where_to_go(x_px: float, y_px: float, says: str) -> None:
    checks, set_up = looked("squat", moved(facing(), x_px=x_px, y_px=y_px))
    assert checks["body"].say.startswith(says)
    assert wrong(checks) == {"body"}
    assert not set_up.ready


def test_who_is_too_near_steps_back() -> None:
    checks, _ = looked("squat", moved(standing(), size=2.2))
    assert checks["body"].say.startswith("step back: ")


def test_left_and_right_are_the_persons_own() -> None:
    seen = {name: looked("squat", moved(pose, x_px=-345.0))[0]["body"].say for name, pose in POSES.items()}
    assert {name: say.partition(":")[0] for name, say in seen.items()} == {
        "facing": "move to your left",
        "away": "move to your right",
        "side on": "move backward",
        "side on, the other side": "move forward",
        "lying": "move towards your head",
    }


POSES = {
    "facing": facing(),
    "away": away(),
    "side on": side_on() if side_on().world_m[LANDMARK["nose"], 0] < 0 else mirrored(side_on()),
    "side on, the other side": mirrored(side_on()) if side_on().world_m[LANDMARK["nose"], 0] < 0 else side_on(),
    "lying": first_of("situp_side"),
}


@given(st.floats(-400.0, 400.0), st.sampled_from(["facing", "away"]), st.sampled_from(["squat", "jumping_jack"]))
def test_in_a_mirrored_picture_the_words_are_mirrored(x_px: float, who: str, exercise: str) -> None:
    pose = moved(POSES[who], x_px=x_px)
    say, other = (looked(exercise, [each])[0]["body"].say for each in (pose, mirrored(pose)))
    to_do, _, why = say.partition(": ")
    for direction, turned in MIRRORED.items():
        if direction in to_do:
            to_do = to_do.replace(direction, turned)
            break
    assert other == (f"{to_do}: {why}" if why else to_do)


def test_legs_need_not_be_seen_where_the_arms_are_counted() -> None:
    low = moved(standing(), y_px=150.0)
    assert "body" in wrong(looked("squat", low)[0])
    assert "body" not in wrong(looked("bicep_curl", low)[0])


def room_for(size_px: tuple[int, int]) -> UInt8Array:
    """A picture of that size."""
    return np.ascontiguousarray(np.resize(picture(), (size_px[1], size_px[0], 3)))


def test_legs_that_the_model_invents_inside_the_picture_are_missed() -> None:
    told: dict[str, list[bool]] = defaultdict(list)
    for cut, pose, size_px in without_legs():
        body = looked("squat", [pose], room_for(size_px))[0]["body"]
        told[cut].append(not body.good and "below the picture" in body.say)
    assert np.mean([each for frames in told.values() for each in frames]) >= 0.9
    assert sum(np.mean(frames) >= 0.5 for frames in told.values()) >= 0.9 * len(told)


def test_arms_are_counted_whatever_legs_the_model_invents() -> None:
    for _, pose, size_px in without_legs():
        assert "feet" not in looked("bicep_curl", [pose], room_for(size_px))[0]["body"].say


@pytest.mark.parametrize("trace", ["squat_front", "squat_lean_side", "lunge_side", "jack_front"])
def test_feet_that_stand_at_the_edge_but_are_seen_are_not_missed(trace: str) -> None:
    pose = standing(trace)
    lowest_px = float(pose.image_px[LANDMARK["left_heel"] :, 1].max())
    low = moved(pose, y_px=HEIGHT - 1 - lowest_px - 0.04 * pose.scale_px)
    assert looked("squat", low)[0]["body"].good


@pytest.mark.parametrize("exercise", known_exercises(), ids=lambda exercise: exercise.name)
def test_every_exercise_needs_the_trunk_and_whole_legs_or_none(exercise: Exercise) -> None:
    parts = set(needed_parts(exercise))
    assert {"shoulders", "hips"} <= parts
    assert len(parts & {"knees", "feet"}) != 1
    assert "feet" in parts or not exercise.needs_legs


def test_who_is_far_away_comes_nearer() -> None:
    checks, _ = looked("squat", moved(standing(), size=0.3))
    assert wrong(checks) == {"distance"}
    assert checks["distance"].say == "come nearer: you are too small in the picture"


@pytest.mark.parametrize(
    ("image_rgb", "says"),
    [
        (picture(15.0, 8.0), "it is too dark: turn on a light"),
        (picture(150.0, 8.0), "you hardly stand out: turn on a light"),
    ],
    ids=["dark", "flat"],
)
def test_too_little_light_is_told(image_rgb: UInt8Array, says: str) -> None:
    checks, set_up = looked("squat", standing(), image_rgb)
    assert wrong(checks) == {"light"}
    assert checks["light"].say == says
    assert not set_up.ready


def test_black_clothes_are_no_lack_of_light() -> None:
    pose, image_rgb = standing(), picture(200.0, 20.0).copy()
    low, high = (edge.astype(int) for edge in (pose.image_px[11:, :2].min(axis=0), pose.image_px[11:, :2].max(axis=0)))
    image_rgb[low[1] : high[1], low[0] + 20 : high[0] - 20] = 8
    assert not wrong(looked("squat", pose, image_rgb)[0])


def test_a_person_against_the_light_is_told_but_counted() -> None:
    pose, image_rgb = standing(), picture(230.0, 20.0).copy()
    nose_x, nose_y = pose.image_px[LANDMARK["nose"], :2].astype(int)
    image_rgb[nose_y - 30 : nose_y + 30, nose_x - 30 : nose_x + 30] = 5
    checks, set_up = looked("squat", pose, image_rgb)
    assert checks["light"].say.startswith("the light is behind you")
    assert set_up.ready


def test_a_dark_room_is_told_also_while_nobody_is_seen() -> None:
    checks, _ = looked("squat", None, picture(10.0, 5.0))
    assert wrong(checks) == {"person", "light"}


@pytest.mark.parametrize(
    ("last", "image_rgb", "to_do"),
    [
        (None, picture(10.0, 5.0), "turn on a light"),
        (standing(), picture(10.0, 5.0), "turn on a light"),
        (None, picture(150.0, 8.0), "step into the picture, about 3 m away"),
        (moved(standing(), size=0.3), picture(), "come nearer"),
        (moved(standing(), x_px=-300.0), picture(), "come back into the picture"),
        (moved(standing(), size=2.2), picture(), "step back so that your whole body is seen"),
        (standing(), picture(), "step into the picture, about 3 m away"),
    ],
    ids=["dark", "light gone out", "plain wall", "tiny", "went aside", "too near", "vanished"],
)
def test_who_is_not_seen_is_told_what_is_likeliest_to_help(
    last: Pose | None, image_rgb: UInt8Array, to_do: str
) -> None:
    set_up = SetUp(find_exercise("squat"))
    for row in range(20):
        checks = set_up.look(frame(row / FPS, image_rgb if row >= 10 else picture()), last if row < 10 else None)
    said = {check.code: check for check in checks}
    assert said["person"].say == f"nobody is seen: {to_do}"
    assert said["light"].good == (to_do != "turn on a light")


def test_who_is_small_comes_nearer_before_anything_is_said_of_the_light() -> None:
    assert wrong(looked("squat", moved(standing(), size=0.3), picture(150.0, 8.0))[0]) == {"distance"}
    assert wrong(looked("squat", moved(standing(), size=0.3), picture(15.0, 8.0))[0]) == {"distance", "light"}


def test_from_where_nothing_can_be_held_one_must_turn() -> None:
    checks, set_up = looked("wall_sit", facing())
    assert wrong(checks) == {"side"}
    assert checks["side"].say == "turn sideways to the camera: from the front it cannot be counted"
    assert not set_up.ready
    assert "side" not in wrong(looked("wall_sit", side_on())[0])


def test_from_where_only_form_is_hidden_turning_is_a_hint() -> None:
    checks, set_up = looked("lunge", facing())
    assert checks["side"].say == "turn sideways to the camera: from the front forward lean cannot be judged"
    assert checks["side"].is_hint
    assert set_up.ready


def test_where_every_side_hides_something_none_is_asked_for() -> None:
    for pose in (facing(), side_on()):
        checks, _ = looked("squat", pose)
        assert checks["side"].good
    assert looked("squat", facing())[0]["side"].say.endswith("from the front forward lean cannot be judged")


def test_who_stands_before_a_push_up_is_looked_at_on_the_floor() -> None:
    checks, set_up = looked("pushup", standing())
    assert checks["position"].say == "get down into position: the rest is looked at there"
    assert "side" not in checks
    assert not set_up.ready
    assert looked("pushup", first_of("pushup_side"))[1].ready


@pytest.mark.parametrize(("roll_deg", "good"), [(0.0, True), (20.0, False), (-20.0, False)])
def test_a_tilted_camera_is_a_hint(roll_deg: float, good: bool) -> None:
    checks, set_up = looked("squat", moved(facing(), roll_deg=roll_deg, size=0.8))
    assert checks["tilt"].good == good
    assert set_up.ready


def test_one_odd_frame_changes_no_line() -> None:
    odd = moved(standing(), y_px=150.0)
    steady = [standing()] * 9
    for once in (odd, None):
        checks, _ = looked("squat", [*steady, once])
        assert not wrong(checks)
    assert "body" in wrong(looked("squat", [*steady, *[odd] * 5])[0])
    assert "person" in wrong(looked("squat", [*steady, *[None] * 5])[0])


@given(st.lists(st.booleans(), min_size=12, max_size=40))
def test_a_line_changes_at_most_every_third_of_a_second(outside: list[bool]) -> None:
    set_up = SetUp(find_exercise("squat"))
    said = []
    for row, is_outside in enumerate(outside):
        pose = moved(standing(), y_px=150.0 * is_outside)
        checks = set_up.look(frame(row / FPS), pose)
        said.append(next(check.good for check in checks if check.code == "body"))
    changes = [row for row in range(1, len(said)) if said[row] != said[row - 1]]
    assert all(later - earlier >= 3 for earlier, later in pairwise(changes))


def test_what_is_wrong_again_must_be_good_for_a_second_again() -> None:
    low = moved(standing(), y_px=150.0)
    assert not looked("squat", [*[standing()] * 12, *[low] * 6, *[standing()] * 6])[1].ready
    assert looked("squat", [*[standing()] * 12, *[low] * 6, *[standing()] * 18])[1].ready


def test_a_pose_that_is_not_measured_breaks_nothing() -> None:
    nothing = np.full((33, 3), np.nan, np.float32)
    checks, _ = looked("squat", replace(standing(), image_px=nothing, world_m=nothing))
    assert set(checks) <= set(CODES)


def test_any_exercise_can_be_listened_for() -> None:
    checks, set_up = looked(None, standing())
    assert not wrong(checks)
    assert set_up.ready


def test_everything_that_can_be_said(snapshot: SnapshotAssertion) -> None:
    seen: list[tuple[str, Pose, UInt8Array | None]] = [
        (exercise, moved(pose, x_px=x_px, y_px=y_px, size=size), None)
        for exercise in ("squat", "bicep_curl", "pushup", "plank", "lateral_raise", "jumping_jack")
        for pose in POSES.values()
        for x_px, y_px, size in (
            (0, 0, 1),
            (-310, 0, 1),
            (310, 0, 1),
            (0, 150, 1),
            (0, -220, 1),
            (0, 0, 2.2),
            (0, 0, 0.3),
        )
    ]
    seen += [("squat", standing(), image) for image in (picture(15.0, 8.0), picture(150, 8))]
    seen += [("squat", moved(facing(), roll_deg=20.0, size=0.8), None)]
    said = {
        f"{check.code:8} {'right' if check.good else 'hint ' if check.is_hint else 'wrong'} {check.say}"
        for exercise, pose, image_rgb in seen
        for check in looked(exercise, [pose], image_rgb)[0].values()
    }
    said |= {f"{check.code:8} wrong {check.say}" for check in looked("squat", None)[0].values() if not check.good}
    assert "\n".join(sorted(said)) == snapshot
