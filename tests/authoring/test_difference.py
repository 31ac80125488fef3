"""Behaviour: what an edit changes is told rep by rep, whichever way round, however edges move."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from fitcount.authoring.comparing.difference import compare, trace_difference
from fitcount.authoring.comparing.difference_json import to_json
from fitcount.findings import Change, Difference, Event
from fitcount.reps.library import find_exercise
from fitcount.reps.performed import Performed

from .events import EVENTS, hold, rejected, rep

BACKWARDS = {
    "appeared": "vanished",
    "vanished": "appeared",
    "counts_now": "counts_no_more",
    "counts_no_more": "counts_now",
}


def backwards(change: Change) -> Change:
    return Change(change.new, change.old, tuple(BACKWARDS.get(aspect, aspect) for aspect in change.aspects))  # type: ignore[misc]


@given(EVENTS)
def test_with_itself_there_is_no_difference(events: list[Event]) -> None:
    changes, unchanged = compare(events, events)
    assert changes == ()
    assert len(unchanged) == len(events)


@given(EVENTS, EVENTS)
def test_backwards_it_is_the_mirror_image(old: list[Event], new: list[Event]) -> None:
    forward, _ = compare(old, new)
    assert sorted(map(repr, compare(new, old)[0])) == sorted(repr(backwards(change)) for change in forward)


@given(EVENTS, EVENTS)
def test_everything_is_told_once(old: list[Event], new: list[Event]) -> None:
    changes, unchanged = compare(old, new)
    told = [change.new for change in changes if change.new] + [*unchanged]
    assert sorted(map(repr, told)) == sorted(map(repr, new))
    assert sum(change.old is not None for change in changes) + len(unchanged) == len(old)


@given(EVENTS)
def test_edges_that_move_a_little_are_no_difference(events: list[Event]) -> None:
    apart = [event for number, event in enumerate(events) if event.end_s - event.start_s >= 1.0]
    moved: list[Event] = [replace(event, start_s=event.start_s + 0.2) for event in apart]
    assert compare(apart, moved)[0] == ()


@pytest.mark.parametrize(
    ("old", "new", "aspects"),
    [
        ([], [rep(1, 3)], ("appeared",)),
        ([rejected(1, 3)], [rep(1.1, 2.9)], ("counts_now",)),
        ([rejected(1, 3, movement=False)], [rep(1.1, 2.9)], ("counts_now",)),
        ([hold(0, 20)], [rejected(0, 4, "too_short", movement=False)], ("counts_no_more",)),
        ([rejected(1, 3)], [rejected(1, 3, "too_fast")], ("other_reason",)),
        ([rejected(1, 3)], [rejected(1, 3, movement=False)], ("other_reason",)),
        ([rep(1, 3, ("forward_lean",))], [rep(1, 3)], ("other_faults",)),
        ([rep(1, 3, side="left")], [rep(1, 3, ("drops",))], ("other_faults", "other_side")),
        ([hold(0, 20)], [hold(0, 20, broken_s=2)], ("other_time",)),
        ([rep(1, 3)], [rep(2.9, 5)], ("vanished", "appeared")),
    ],
)
def test_each_kind_of_change_has_its_name(old: list[Event], new: list[Event], aspects: tuple[str, ...]) -> None:
    changes, _ = compare(old, new)
    assert tuple(aspect for change in changes for aspect in change.aspects) == aspects


def test_one_rep_that_becomes_two_is_the_longer_of_them() -> None:
    (change,), (same,) = compare([rep(0, 6)], [rep(0, 4), rep(4, 6)])
    assert (change.aspects, change.start_s, same.end_s) == (("appeared",), 4.0, 4.0)


def test_arms_in_turns_stay_apart() -> None:
    old = [rep(0, 3, side="left"), rep(1, 4, side="right")]
    new = [rep(0.7, 3.7, side="left"), rep(1.7, 4.7, side="right")]
    assert compare(old, new)[0] == ()


def performed(*events: Event) -> Performed:
    done = Performed(find_exercise("squat"), "parallel")
    for event in events:
        done.add(event)  # type: ignore[arg-type]
    return done


def test_the_json_tells_the_same() -> None:
    difference = trace_difference("a.npz", performed(rejected(1, 3), rep(4, 6)), performed(rep(1, 3), rep(4, 6)))
    found = json.loads(to_json(Difference("squat", "mine.yaml", (difference,))))
    assert found["total"] == {
        "old": {"count": 1, "movements": 2, "held_s": 0.0},
        "new": {"count": 2, "movements": 2, "held_s": 0.0},
    }
    (trace,) = found["traces"]
    (change,) = trace["changes"]
    assert (trace["unchanged"], change["what"]) == (1, ["counts_now"])
    assert (change["old"]["kind"], change["old"]["peak_s"], change["new"]["kind"]) == ("rejected", None, "rep")
