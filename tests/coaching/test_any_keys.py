"""Whatever is typed, done and lost: a run is led on, and each rep is one of a set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.coaching.plan.course import Course
from fitcount.coaching.sets import Led
from fitcount.guidance import KEYS, Goal, Stage
from fitcount.reps.library import find_exercise

from .run import Run, squats, step

KNOWN = [find_exercise(name) for name in ("squat", "plank", "pushup")]
REPEATED = ("squat", "pushup")

Action = Callable[[Run], None]
# Without q, which ends it.
KEYS_PRESSED = st.lists(
    st.sampled_from([*(key for key in KEYS if key != "q"), "\x1b", "1", "2", "3", "é"]), min_size=1, max_size=4
)
ACTIONS: Sequence[st.SearchStrategy[Action]] = [
    KEYS_PRESSED.map(lambda keys: lambda run: run.press(*keys)),
    KEYS_PRESSED.map(lambda keys: lambda run: run.type(*keys)),
    st.integers(1, 4).map(lambda number: lambda run: run.rep(number)),
    st.sampled_from([0.1, 2.0, 15.0]).map(lambda duration_s: lambda run: run.hold(duration_s)),
    st.sampled_from([0.1, 3.0, 30.0]).map(lambda duration_s: lambda run: run.wait(duration_s)),
    st.sampled_from([0.5, 20.0]).map(lambda duration_s: lambda run: run.lose_the_picture(duration_s)),
    st.just(lambda run: run.wave()),
    st.booleans().map(lambda ready: lambda run: setattr(run.set_up, "ready", ready)),
]


def led_by(kind: str) -> Led | Course:
    if kind == "plan":
        return Course([step("squat", 2, reps=2), step("plank", seconds=5.0), step("pushup", 2, seconds=8.0)])
    return {"plain": squats(), "goal": squats(Goal(reps=3)), "auto": Led(None, None)}[kind]


def runs() -> st.SearchStrategy[Led | Course]:
    return st.sampled_from(["plain", "goal", "auto", "plan"]).map(led_by)


def by_set(run: Run) -> dict[str, int]:
    """Reps of each exercise that is repeated, as they were shown set by set."""
    shown = Counter[str]()
    for name, count in zip(run.said.sets, [*run.set_counts, run.guidance().set_count or 0], strict=True):
        shown[name] += count
    return {name: shown[name] for name in REPEATED}


def counted(run: Run) -> dict[str, int]:
    """The same as they were counted, and corrected by hand."""
    corrections = Counter[str]()
    for each in run.said.corrections:
        corrections[each.exercise] += each.change
    return {name: run.said.reps.get(name, 0) + corrections[name] for name in REPEATED}


@settings(max_examples=100, deadline=None)
@given(led=runs(), sets_up=st.booleans(), actions=st.lists(st.one_of(ACTIONS), min_size=5, max_size=15))
def test_whatever_happens_the_run_is_led_on(led: Led | Course, sets_up: bool, actions: list[Action]) -> None:
    run = Run(led, sets_up=sets_up, known=KNOWN)
    for act in actions:
        act(run)
        guidance = run.guidance()
        assert by_set(run) == counted(run)
        assert guidance.set_number >= 1
        assert guidance.set_count is None or guidance.set_count >= 0
        assert not guidance.left_s < 0.0
        place = guidance.place
        if place is not None:
            assert isinstance(led, Course)
            assert 1 <= place.exercise <= place.exercises
            assert 1 <= place.set_number <= place.sets
            assert (place.next_up == "") == (led.next is None)
            assert guidance.stage is not Stage.DONE or led.next is None
        else:
            assert guidance.stage not in {Stage.RESTING, Stage.DONE}
        if run.conductor.over:
            break
