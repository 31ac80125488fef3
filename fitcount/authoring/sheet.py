"""What an exercise's file says, in words and in the units that a person thinks in."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from fitcount.authoring.condition_words import in_words
from fitcount.findings import Edge, Look, Rule, Scale, Sheet, Span, Step
from fitcount.reps.conditions import Place
from fitcount.reps.definition import (
    Case,
    Exercise,
    FormRule,
    Held,
    Hold,
    Looks,
    PositionPart,
    Repeated,
    Usual,
)
from fitcount.reps.hold import BREAK, GRACE_S, HOLDING, READY
from fitcount.reps.metrics import METRICS
from fitcount.wording import metric_name, plural, quantity, seconds

TICKS = 6
"""About so many round values on a scale."""


def sheet_of(exercise: Exercise, file: str) -> Sheet:
    """The sheet of an exercise that was read from `file`."""
    return _held(exercise, file) if isinstance(exercise, Held) else _repeated(exercise, file)


def _repeated(exercise: Repeated, file: str) -> Sheet:
    places: dict[Place, str] = {"start": exercise.phases.start.name, "peak": exercise.phases.peak.name}
    sides = "left and right apart" if exercise.sides == "each" else "left and right as one"
    return Sheet(
        name=exercise.name,
        title=exercise.title,
        about=exercise.about,
        file=file,
        driven_by=f"{metric_name(exercise.metric)} ({exercise.metric}), {sides}",
        steps=tuple(_steps(exercise)),
        held=False,
        scale=_scale(exercise),
        limits=tuple(_limits(exercise)),
        standards=tuple(_standards(exercise)),
        posture=tuple(
            Rule(rule.code, in_words(rule.need.tree, places), rule.need.text, rule.say) for rule in exercise.posture
        ),
        position=(),
        form=tuple(_fault(rule, places) for rule in exercise.form),
        looks=_looks(exercise.looks),
        cases=tuple(map(_case, exercise.cases)),
    )


def _at(exercise: Repeated, share: float) -> float:
    """The driving metric's value at a share of the usual way."""
    usual = exercise.usual
    return usual.start + share * (usual.peak - usual.start)


def _least_way(exercise: Repeated) -> float:
    """How far a movement must go at least, for somebody of the usual range."""
    usual, limits = exercise.usual, exercise.movement
    return max(limits.min_range, limits.min_share * abs(usual.peak - usual.start))


def _limit(exercise: Repeated, standard: str) -> float:
    """Where the standard is met; without a limit, where a movement is one."""
    limit = exercise.standards[standard].limit
    return _at(exercise, exercise.movement.min_share) if limit is None else limit


def _steps(exercise: Repeated) -> Iterator[Step]:
    """From phase to phase as the state machine goes (`PhaseMachine`)."""
    metric, phases = exercise.metric, exercise.phases
    onward, back = ("below", "above") if exercise.toward_peak < 0 else ("above", "below")
    turn = quantity(metric, phases.peak.leave * abs(exercise.usual.peak - exercise.usual.start))
    limit = quantity(metric, _limit(exercise, exercise.default_standard))
    extreme = "its lowest" if exercise.toward_peak < 0 else "its highest"
    yield Step(phases.start.name, f"{onward} {quantity(metric, _at(exercise, phases.start.leave))}")
    yield Step(phases.to_peak.name, f"{onward} {limit}")
    yield Step(phases.peak.name, f"{turn} {back} {extreme}")
    yield Step(phases.from_peak.name, f"{back} {quantity(metric, _at(exercise, phases.start.enter))}")


def _scale(exercise: Repeated) -> Scale:
    metric, usual, phases = exercise.metric, exercise.usual, exercise.phases
    noise, way = METRICS[metric].noise, exercise.toward_peak
    limits = {name: standard.limit for name, standard in exercise.standards.items() if standard.limit is not None}
    ends = [usual.start, usual.peak, *limits.values()]
    start, end = (max(ends), min(ends)) if way < 0 else (min(ends), max(ends))
    enter, leave, least = _at(exercise, phases.start.enter), _at(exercise, phases.start.leave), _least_way(exercise)
    onward, back = ("below", "above") if way < 0 else ("above", "below")
    met = sorted(((f"{name} met", limit) for name, limit in limits.items()), key=lambda each: way * each[1])
    spans = [
        Span(f"{phases.start.name} again", f"{back} {quantity(metric, enter)}", start, enter),
        Span(f"{phases.start.name} left", f"{onward} {quantity(metric, leave)}", start, leave),
        *(Span(name, f"{onward} {quantity(metric, limit)}", limit, end) for name, limit in met),
        Span("a movement goes", f"{quantity(metric, least)} or more", start, start + way * least),
        Span("noise of the pose", f"±{quantity(metric, noise)}", start, start + way * 2 * noise),
    ]
    ticks = tuple((value, quantity(metric, value)) for value in _round_values(*sorted((start, end))))
    return Scale(metric_name(metric), start, end, ticks, tuple(spans))


def _round_values(low: float, high: float) -> list[float]:
    """A handful of values between two, as somebody would label a ruler."""
    rough = (high - low) / TICKS
    magnitude = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 5, 10) if factor * magnitude >= rough)
    return [number * step for number in range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)]


def _limits(exercise: Repeated) -> Iterator[str]:
    limits, phases = exercise.movement, exercise.phases
    share = quantity("ratio", limits.min_share)
    yield f"goes {quantity(exercise.metric, limits.min_range)} or more, and {share} of the person's own range"
    yield f"takes {limits.min_s:g} to {limits.max_s:g} s"
    for phase in (phases.start, phases.peak):
        if phase.min_s:
            yield f"“{phase.name}” lasts {phase.min_s:g} s or more"
    yield f"may be out of sight for {limits.max_gap_s:g} s"


def _standards(exercise: Repeated) -> Iterator[str]:
    bound = "or less" if exercise.toward_peak < 0 else "or more"
    for name, standard in exercise.standards.items():
        default = " (default)" if name == exercise.default_standard else ""
        if standard.limit is None:
            yield f"{name}{default}: any movement"
        else:
            reason = standard.reason.replace("_", " ")
            said = f"{metric_name(exercise.metric)} {quantity(exercise.metric, standard.limit)} {bound}"
            yield f"{name}{default}: {said}, else “{reason}”"


def _fault(rule: FormRule, places: Mapping[Place, str]) -> Rule:
    everywhere = rule.views == FormRule.model_fields["views"].default
    return Rule(rule.code, in_words(rule.when.tree, places), rule.when.text, rule.say, () if everywhere else rule.views)


def _case(case: Case) -> str:
    wanted = [
        *([plural(case.movements, "movement")] if case.movements is not None else []),
        *([f"{case.count} counted"] if case.count is not None else []),
        *([f"{seconds(case.held_s)} held"] if case.held_s is not None else []),
        *([f"standard {case.standard}"] if case.standard is not None else []),
    ]
    return f"{case.file}: {', '.join(wanted)}{f' ({case.note})' if case.note else ''}"


def _looks(looks: Looks | None) -> tuple[Look, ...]:
    if looks is None:
        return ()
    names = dict.fromkeys([*looks.start, *looks.peak])
    return tuple(
        Look(metric_name(name), *(_usual(name, of.get(name)) for of in (looks.start, looks.peak))) for name in names
    )


def _usual(metric: str, usual: Usual | None) -> str:
    if usual is None:
        return ""
    if isinstance(usual, tuple):
        value, sigma = usual
        return f"{quantity(metric, value)} ± {quantity(metric, sigma)}"
    return quantity(metric, usual)


def _held(exercise: Held, file: str) -> Sheet:
    hold = exercise.hold
    return Sheet(
        name=exercise.name,
        title=exercise.title,
        about=exercise.about,
        file=file,
        driven_by=f"{metric_name(hold.metric)} ({hold.metric}) must be seen, the rest may be hidden",
        steps=tuple(_steps_of_hold(hold)),
        held=True,
        scale=None,
        limits=(
            f"counts from {hold.min_s:g} s without a break",
            f"may be broken for {hold.max_break_s:g} s, which do not count; {GRACE_S:g} s are no break",
        ),
        standards=(),
        posture=(),
        position=tuple(_edge(part) for part in hold.position),
        form=(),
        looks=(),
        cases=tuple(map(_case, exercise.cases)),
    )


def _steps_of_hold(hold: Hold) -> Iterator[Step]:
    yield Step(READY, "in position")
    yield Step(HOLDING, f"out for {GRACE_S:g} s")
    yield Step(BREAK, f"in again within {hold.max_break_s:g} s")
    yield Step("", "later: the hold is over")


def _edge(part: PositionPart) -> Edge:
    metric = part.metric
    inside, outside = ("above", "below") if part.enter > part.leave else ("below", "above")
    what = metric_name(metric)
    if part.change_over_s is not None:
        what = f"change of {what} in {part.change_over_s:g} s"
    enter, leave = f"{inside} {quantity(metric, part.enter)}", f"{outside} {quantity(metric, part.leave)}"
    return Edge(part.code, what, enter, leave, quantity(metric, METRICS[metric].noise), part.say)
