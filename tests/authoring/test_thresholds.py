"""Behaviour: each number of a file that decides what counts is found, varied, and written back where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fitcount.authoring.tuning.thresholds import Threshold, rewritten, thresholds_of, varied
from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.inheritance import Resolved, resolved
from fitcount.reps.library import exercise_names, exercise_path, read_exercise

from .exercises import HELD, REPEATED, written


def read(folder: Path, text: str) -> tuple[Resolved, list[Threshold]]:
    path = written(folder, text)
    found = resolved(path)
    return found, thresholds_of(found, read_exercise(path))


def test_finds_what_decides_in_the_order_of_the_file(tmp_path: Path) -> None:
    _, found = read(tmp_path, REPEATED)
    assert [(each.key, each.value, each.unit) for each in found] == [
        ("phases.start.enter", 0.1, ""),
        ("phases.start.leave", 0.2, ""),
        ("phases.peak.leave", 0.12, ""),
        ("phases.peak.min_s", 0.5, "s"),
        ("movement.min_range", 30.0, "deg"),
        ("movement.min_share", 0.4, ""),
        ("movement.min_s", 0.5, "s"),
        ("movement.max_s", 20.0, "s"),
        ("movement.max_gap_s", 1.0, "s"),
        ("posture.not_standing", 0.6, "ratio"),
        ("posture.not_standing", 0.3, "m"),
        ("standards.deep.limit", 90.0, "deg"),
    ]


def test_of_a_held_one_both_edges_are_moved_without_crossing(tmp_path: Path) -> None:
    _, found = read(tmp_path, HELD)
    by_key = {each.key: each for each in found}
    assert list(by_key)[:3] == ["hold.min_s", "hold.max_break_s", "position.not_upright.enter"]
    assert max(by_key["position.not_upright.enter"].others) < 30.0
    assert min(by_key["position.not_upright.leave"].others) > 20.0


def test_what_stands_in_the_base_is_left_alone(tmp_path: Path) -> None:
    written(tmp_path, REPEATED).rename(tmp_path / "base.yaml")
    _, found = read(tmp_path, "format: 1\nname: own\nextends: base.yaml\nmovement: {min_range: 40}\n")
    assert [(each.key, each.value, each.span.place.line) for each in found] == [("movement.min_range", 40.0, 4)]


def test_a_value_that_makes_no_exercise_is_none(tmp_path: Path) -> None:
    found, thresholds = read(tmp_path, REPEATED)
    enter = thresholds[0]
    assert varied(found, {enter: 0.3}) is None
    other = varied(found, {enter: 0.15})
    assert other is not None
    assert other == read_exercise(written(tmp_path, REPEATED.replace("enter: 0.1,", "enter: 0.15,")))


def replace_cases(exercise: Exercise) -> Exercise:
    return exercise.model_copy(update={"cases": ()})


@pytest.mark.parametrize("name", exercise_names())
def test_the_file_with_other_values_is_the_exercise_with_them(name: str, tmp_path: Path) -> None:
    path = exercise_path(name)
    found = resolved(path)
    own = tmp_path / path.name
    for threshold in thresholds_of(found, read_exercise(path)):
        values = {threshold: threshold.others[0]}
        other = varied(found, values)
        if other is not None:
            own.write_text(rewritten(found, values, tmp_path), encoding="utf-8")
            # Its cases are named from another folder.
            assert replace_cases(read_exercise(own)) == replace_cases(other)


LAYOUTS = [
    REPEATED,
    REPEATED.replace("high(hip_height_ratio) > 0.6 and", '"high(hip_height_ratio) > 0.6 and').replace(
        "spread(stance_m) < 0.3,", 'spread(stance_m) < 0.3",'
    ),
    REPEATED.replace("need: high(hip_height_ratio) > 0.6 and", "need: high(hip_height_ratio)\n      > 0.6 and"),
    REPEATED.replace("min_range: 30", "min_range:   30.0   "),
]


@pytest.mark.parametrize("text", LAYOUTS, ids=["plain", "quoted", "two lines", "blanks"])
@given(data=st.data())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_all_but_the_numbers_stays_as_it_was(text: str, tmp_path: Path, data: st.DataObject) -> None:
    found, thresholds = read(tmp_path, text)
    chosen = data.draw(st.sets(st.sampled_from(thresholds)))
    values = {each: data.draw(st.sampled_from(each.others)) for each in chosen}
    after = rewritten(found, values, tmp_path)
    for before, now in zip(text.splitlines(), after.splitlines(), strict=True):
        assert [part for part in before.split() if not any(c.isdigit() for c in part)] == [
            part for part in now.split() if not any(c.isdigit() for c in part)
        ]
    other = varied(found, values)
    if other is not None:
        assert read_exercise(written(tmp_path, after)) == other


def test_a_copy_elsewhere_finds_its_cases_and_its_base(tmp_path: Path) -> None:
    elsewhere = tmp_path / "else where"
    elsewhere.mkdir()
    written(tmp_path, REPEATED).rename(tmp_path / "base.yaml")
    text = (
        "format: 1\nname: own\nextends: ./base.yaml\nmovement: {min_s: 0.6}  # quick\n"
        "cases:\n  - {file: a.npz, count: 1}\n"
    )
    found, (min_s,) = read(tmp_path, text)
    copy = elsewhere / "own.yaml"
    copy.write_text(rewritten(found, {min_s: 0.8}, elsewhere))
    assert "movement: {min_s: 0.8}  # quick\n" in copy.read_text()
    exercise = read_exercise(copy)
    assert isinstance(exercise, Repeated)
    assert exercise.movement.min_range == 30.0
    assert (elsewhere / exercise.cases[0].file).resolve() == tmp_path / "a.npz"
    assert rewritten(found, {}, tmp_path) == text
