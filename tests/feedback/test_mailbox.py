"""What waits to be heard."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from fitcount.feedback.mailbox import Mailbox
from fitcount.guidance import Cue, CueKind


@dataclass
class Clock:
    now_s: float = 0.0

    def __call__(self) -> float:
        return self.now_s


def cue(say: str) -> Cue:
    return Cue(0.0, CueKind.REP, say)


def rest(mailbox: Mailbox) -> list[str]:
    """All that is still to be heard."""
    mailbox.put(cue("end"), 9)
    heard = []
    while (taken := mailbox.take()) is not None and taken.say != "end":
        heard.append(taken.say)
    return heard


def mailbox(clock: Clock | None = None) -> Mailbox:
    return Mailbox({0: 1.0, 1: 3.0, 9: 1.0}, clock or Clock())


def test_the_newest_takes_the_place_of_what_waits() -> None:
    box = mailbox()
    for number in ("7", "8", "9"):
        box.put(cue(number), 0)
    assert rest(box) == ["9"]


def test_a_count_goes_before_advice() -> None:
    box = mailbox()
    box.put(cue("Keep your chest up."), 1)
    box.put(cue("7"), 0)
    assert rest(box) == ["7", "Keep your chest up."]


def test_what_has_waited_too_long_is_not_heard() -> None:
    clock = Clock()
    box = mailbox(clock)
    box.put(cue("7"), 0)
    box.put(cue("Keep your chest up."), 1)
    clock.now_s = 1.5
    assert rest(box) == ["Keep your chest up."]


def test_what_is_cleared_is_not_heard() -> None:
    box = mailbox()
    box.put(cue("7"), 0)
    box.clear()
    assert rest(box) == []


def test_a_closed_one_gives_nothing() -> None:
    box = mailbox()
    box.put(cue("7"), 0)
    box.close()
    assert box.take() is None


@given(st.lists(st.tuples(st.sampled_from([0, 1]), st.floats(0.0, 2.0)), max_size=30))
def test_nothing_is_heard_late_twice_or_out_of_order(letters: list[tuple[int, float]]) -> None:
    clock = Clock()
    box = mailbox(clock)
    put_s = {}
    for number, (rank, later_s) in enumerate(letters):
        clock.now_s += later_s
        put_s[f"{number}"] = (rank, clock.now_s)
        box.put(cue(f"{number}"), rank)
    heard = rest(box)
    assert len(heard) == len({put_s[say][0] for say in heard}) <= 2
    assert all(clock.now_s - put_s[say][1] <= {0: 1.0, 1: 3.0}[put_s[say][0]] for say in heard)
    if letters:
        assert f"{len(letters) - 1}" in heard
