"""What a report says, before there is any page."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fitcount.kept import KeptSession, State
from fitcount.types import Rejection
from fitcount.views.headline import NO_TRACE, NOT_KEPT
from fitcount.views.report import tell
from fitcount.views.report.story import Plot, SetStory, Story
from fitcount.views.wording import ExerciseWords
from views.evening import CURLS, SQUATS, WALL_SIT, WORDS, frames, kept_set, rep, session, too_high

SMALL = Rejection(False, "both", 4.1, 4.5, 4.9, "too_small", "knee_deg", 20.0, 25.0, "no rep: moved 20° of 25°")


def story(of: KeptSession, *, trace: bool = True, words: dict[str, ExerciseWords] | None = None) -> Story:
    return tell(of, frames() if trace else None, WORDS if words is None else words)


def the_set(of: KeptSession, *, trace: bool = True) -> SetStory:
    (only,) = story(of, trace=trace).sets
    return only


def plot(of: SetStory, name: str) -> Plot:
    (found,) = (each for each in of.plots if each.id == name)
    return found


def series(of: Plot, kind: str) -> list[dict[str, Any]]:
    return [each for each in of.option["series"] if each["type"] == kind]


class TestHeadline:
    @pytest.mark.parametrize(
        ("sets", "title", "amount"),
        [
            ((SQUATS,), "Squat", "4 of 6 movements counted"),
            ((CURLS,), "Biceps curl", "6 reps, all counted"),
            ((SQUATS, SQUATS), "Squat", "8 of 12 movements counted in 2 sets"),
            ((WALL_SIT,), "Wall sit", "held 19.9 s"),
            ((SQUATS, CURLS, WALL_SIT), "3 sets", "squat 4 of 6, biceps curl 6, wall sit 19.9 s"),
            ((), "Squat", "nothing counted"),
        ],
    )
    def test_says_what_was_counted(self, sets: tuple[Any, ...], title: str, amount: str) -> None:
        told = story(session(*sets))
        assert (told.title, told.amount) == (title, amount)

    def test_names_the_person_where_several_were_counted(self) -> None:
        assert story(session(SQUATS, person=2)).title == "Person 2: Squat"

    def test_says_when_what_and_by_which_standard(self) -> None:
        assert story(session(SQUATS)).about == (
            "Saturday 7 March 2026, 18:30", "evening.mp4", "parallel standard", "seen from the side",
        )  # fmt: skip

    def test_is_as_sure_as_the_count(self) -> None:
        sure, unsure = story(session(SQUATS)), story(session(SQUATS, confidence=0.6))
        assert (sure.sure, sure.certainty) == (True, "Sure of the number (93 %).")
        assert (unsure.sure, unsure.certainty.split(":")[0]) == (False, "Not sure of the number of movements (60 %)")

    def test_a_definition_that_has_changed_is_told(self) -> None:
        changed = replace(SQUATS, definition_hash="b" * 16)
        assert any("changed" in warning for warning in story(session(changed)).warnings)
        assert story(session(SQUATS)).warnings == ()

    def test_a_count_that_was_replaced_is_told(self) -> None:
        of = session(SQUATS)
        again = replace(of, counts=(of.current, replace(of.current, number=1)))
        first, now, *_ = story(again).small_print
        assert first == "At first: squat, 4 reps of 6 movements (parallel standard)."
        assert now == "Now, on 2026-03-07: squat, 4 reps of 6 movements (parallel standard)."


class TestUnfinished:
    def test_a_session_that_was_cut_off_says_so_and_tells_the_rest(self) -> None:
        told = story(session(SQUATS, state=State.CUT_OFF, confidence=math.nan))
        (warning,) = told.warnings
        assert "cut off" in warning
        assert "fitcount sessions recount 7" in warning
        assert not told.sure
        assert told.sets[0].table == the_set(session(SQUATS)).table

    def test_a_session_that_is_being_counted_says_so(self) -> None:
        (warning,) = story(session(SQUATS, state=State.RUNNING, confidence=math.nan)).warnings
        assert warning == "This session is still being counted: here is what there was at 1:10.0."

    def test_a_session_without_any_set_is_told(self) -> None:
        told = story(session())
        assert (told.sets, told.to_work_on, told.all_well) == ((), (), "")


class TestWithoutTrace:
    def test_says_so_and_tells_all_else(self) -> None:
        with_trace, without = story(session(SQUATS)), story(session(SQUATS), trace=False)
        assert NO_TRACE in without.warnings
        assert without.to_work_on == with_trace.to_work_on
        (one,) = without.sets
        assert (one.pictures, [plot.id for plot in one.plots]) == ((), ["range", "tempo"])
        assert one.table is not None
        assert len(one.table.rows) == 6

    def test_a_rejected_movement_still_shows_how_deep_it_got(self) -> None:
        (crosses,) = series(plot(the_set(session(SQUATS), trace=False), "range"), "scatter")
        assert crosses["data"] == [[3, 118.0], [5, 104.0]]

    def test_an_exercise_that_is_no_longer_known_is_told_by_its_name(self) -> None:
        told = story(session(SQUATS), words={})
        assert told.title == "Squat"
        assert told.to_work_on[1].advice == ""


def test_a_set_of_which_only_the_count_was_kept_says_so() -> None:
    told = the_set(session(replace(SQUATS, reps=(), rejected=())))
    assert (told.table, told.plots, told.pictures) == (None, (), ())
    assert told.remarks == (NOT_KEPT,)


class TestTable:
    def test_has_rejected_movements_among_the_others(self) -> None:
        table = the_set(session(SQUATS)).table
        assert table is not None
        assert table.heads == ("rep", "start", "lowest knee", "range", "down", "up")
        assert [row.cells[0] for row in table.rows] == ["1", "2", "3", "✗", "4", "✗"]
        assert [row.remark for row in table.rows if not row.counted] == [
            "no rep: knee 118°, needs 100° or less", "no rep: knee 104°, needs 100° or less",
        ]  # fmt: skip

    def test_names_sides_only_where_they_move_apart(self) -> None:
        together, apart = the_set(session(SQUATS)).table, the_set(session(CURLS)).table
        assert together is not None
        assert apart is not None
        assert "side" not in together.heads
        assert [row.cells[2] for row in apart.rows] == ["left", "right"] * 3

    def test_of_a_hold_has_its_breaks(self) -> None:
        table = the_set(session(WALL_SIT)).table
        assert table is not None
        assert [(row.cells[0], row.cells[2], row.counted) for row in table.rows] == [
            ("held", "19.9 s", True), ("break", "2.1 s", False),
        ]  # fmt: skip


class TestRemarks:
    def test_slowing_is_told_of_enough_movements_only(self) -> None:
        slowing = [rep(number, 4.0 * number, 2.0 + 0.2 * number) for number in range(1, 8)]
        (tiring,) = the_set(session(kept_set(slowing))).remarks
        assert tiring == "You became slower: from 2.2 s a movement to 3.4 s (+55%)."
        (unknown,) = the_set(session(kept_set(slowing[:4]))).remarks
        assert unknown == "Whether you tired cannot be told from 4 movements: it takes 5."

    def test_rejected_movements_are_part_of_the_loss_of_range(self) -> None:
        # Of those that counted alone nobody would see it.
        reps = [rep(number, 3.0 * number) for number in range(4)]
        late = [too_high(12.0 + 3.0 * number, 110.0 + 10 * number) for number in range(4)]
        (tiring,) = the_set(session(kept_set(reps, late))).remarks
        assert tiring.startswith("Your range shrank: from ")
        (alone,) = the_set(session(kept_set([*reps, rep(9, 30.0)]))).remarks
        assert alone.startswith("No sign of tiring")

    def test_sides_that_differ_are_told(self) -> None:
        *_, sides = the_set(session(CURLS)).remarks
        assert sides == (
            "Left against right, in the median: left 3 movements of 130°, right 3 movements of 105°: "
            "the right goes 19% less far."
        )


class TestPlots:
    def test_the_course_has_each_movement_and_the_limit(self) -> None:
        course = plot(the_set(session(SQUATS)), "course")
        (line,) = series(course, "line")
        assert [area[0]["name"] for area in line["markArea"]["data"]] == ["1", "2", "3", "✗", "4", "✗"]
        (limit,) = line["markLine"]["data"]
        assert (limit["yAxis"], limit["label"]["formatter"]) == (100.0, "parallel: 100° or less")
        counted, rejected = series(course, "scatter")
        assert [len(each["data"]) for each in (counted, rejected)] == [4, 2]

    def test_the_course_has_attempts_that_were_no_movement_without_a_sign(self) -> None:
        course = plot(the_set(session(SQUATS, attempts=(SMALL, replace(SMALL, start_s=30.0, end_s=31.0)))), "course")
        areas = series(course, "line")[0]["markArea"]["data"]
        assert [(area[0]["name"], area[0]["xAxis"]) for area in areas[6:]] == [("", 4100)]
        assert course.tips[-1].text == "no rep: moved 20° of 25°"

    def test_the_course_of_sides_has_a_line_each(self) -> None:
        lines = series(plot(the_set(session(CURLS)), "course"), "line")
        assert [line["name"] for line in lines] == ["left elbow", "right elbow"]

    def test_what_any_movement_meets_has_no_limit(self) -> None:
        (line, _) = series(plot(the_set(session(CURLS)), "course"), "line")
        assert line["markLine"]["data"] == []

    def test_a_long_set_needs_more_room_and_no_more_values_than_can_be_seen(self) -> None:
        long = kept_set([rep(number, 3.0 * number) for number in range(1, 20)])
        short, wide = (plot(the_set(session(each)), "course") for each in (SQUATS, long))
        assert wide.width_px > short.width_px
        times_ms = np.array([t_ms for t_ms, _ in series(wide, "line")[0]["data"]])
        assert np.diff(times_ms).min() >= 1e3 / 20

    def test_ranges_go_from_the_start_to_the_peak(self) -> None:
        below, *bars = series(plot(the_set(session(SQUATS)), "range"), "bar")
        assert below["data"][:3] == [75.0, 75.0, 88.0]
        assert [bar["name"] for bar in bars] == ["counted", "rejected"]
        assert bars[0]["data"][:3] == [100.0, 100.0, 87.0]
        assert bars[1]["data"][:3] == [None, None, None]

    def test_slowing_is_drawn_where_it_is_told(self) -> None:
        slowing = kept_set([rep(number, 4.0 * number, 2.0 + 0.2 * number) for number in range(1, 8)])
        assert len(series(plot(the_set(session(slowing)), "tempo"), "line")) == 1
        assert series(plot(the_set(session(SQUATS)), "tempo"), "line") == []

    def test_a_hold_shows_what_it_was_left_by(self) -> None:
        course = plot(the_set(session(WALL_SIT)), "course")
        (line,) = series(course, "line")
        assert line["name"] == "trunk lean"
        assert [limit["yAxis"] for limit in line["markLine"]["data"]] == [20.0]


class TestPictures:
    def test_are_of_the_best_the_worst_and_each_rejected_movement(self) -> None:
        kinds = [(each.shot.kind, each.shot.title) for each in the_set(session(SQUATS)).pictures]
        assert kinds == [
            ("best", "Best: rep 1, 0:02.0"), ("worst", "Worst: rep 3, 0:08.0"),
            ("rejected", "Rejected, 0:11.0"), ("rejected", "Rejected, 0:17.0"),
        ]  # fmt: skip

    def test_reps_that_are_alike_are_said_to_be(self) -> None:
        (only,) = the_set(session(kept_set([rep(1, 2.0), rep(2, 5.0)]))).pictures
        assert (only.shot.kind, only.shot.text) == ("alike", "all 2 are alike, lowest knee 75°, range 100°")

    def test_a_hold_has_its_longest_stretch_and_its_breaks(self) -> None:
        assert [each.shot.kind for each in the_set(session(WALL_SIT)).pictures] == ["held", "broken"]

    def test_what_nobody_was_seen_in_has_none(self) -> None:
        assert the_set(session(kept_set([rep(1, 67.0)]))).pictures == ()


def test_attempts_that_were_no_movement_are_counted() -> None:
    told = story(session(SQUATS, attempts=(SMALL, SMALL)))
    assert told.others == "2 other attempts were no repetition of the motion: too small (2)"


def test_says_what_was_not_seen_rather_than_that_all_is_well() -> None:
    assert story(session(CURLS)).all_well == (
        "Nothing: every movement counted, and no fault of form was seen from the side."
    )
