"""What changed from one performance to the other, as far as it is more than chance and what the camera gets wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from fitcount.views.changed import Change, Verdict
from fitcount.views.comparison.performance import Performance
from fitcount.views.phrases import depth_name, middle
from fitcount.views.remarks import UNEVEN
from fitcount.views.wording import ExerciseWords
from fitcount.wording import plural, quantity, seconds, unit

CHANCE = 0.05
"""What chance gives more often than this is no change."""
LEAST_DEG = 6.5
"""Two sessions of which each is measured to 4.6° (mean error of the knee on rendered clips with exact truth): sqrt(2)
times that."""
MOST_TIMES = 2.0
"""A session with more movements than so many times those of another was meant to be of another length."""
LEAST_SHARE = 0.1
"""Of other values, as within a set: it is felt, and more than a frame or two of a repetition."""


def changes(before: Performance, now: Performance, words: ExerciseWords) -> tuple[Change, ...]:
    """What changed, better things first."""
    found = [*(_of_holds(before, now) if now.is_held else _of_movements(before, now, words))]
    return tuple(sorted(found, key=lambda change: list(Verdict).index(change.verdict)))


def of_like_length(before: Performance, now: Performance) -> bool:
    """Whether how much was done of the two can be compared: as many sets, and not far more movements in them."""
    less, more = sorted((before.movement_count, now.movement_count))
    return len(before.sets) == len(now.sets) and more <= MOST_TIMES * less


def _of_holds(before: Performance, now: Performance) -> Iterator[Change]:
    """Seconds are counted one by one: any difference that can be felt is one.

    Of more sets there are more of them, and more breaks, which is no longer hold: then the longest ones are compared.
    """
    as_many = len(before.sets) == len(now.sets)
    was, new = (each.held_s if as_many else each.longest_s for each in (before, now))
    if abs(new - was) > LEAST_SHARE * max(new, was):
        how = "longer" if new > was else "shorter"
        text = f"{f'held {how}' if as_many else f'{how} at the longest'}: {_from_to(seconds(was), seconds(new))}"
        yield Change(Verdict.BETTER if new > was else Verdict.WORSE, text)
    if as_many and len(before.breaks_s) != len(now.breaks_s):
        fewer = len(now.breaks_s) < len(before.breaks_s)
        text = f"{'fewer' if fewer else 'more'} breaks: {_from_to(len(before.breaks_s), len(now.breaks_s))}"
        yield Change(Verdict.BETTER if fewer else Verdict.WORSE, text)


def _of_movements(before: Performance, now: Performance, words: ExerciseWords) -> Iterator[Change]:
    if before.standards != now.standards:
        yield from _of_other_standards(before, now)
        return
    yield from _amount("reps", before.count, now.count)
    yield from _volume(before, now)
    yield from _rejections(before, now)
    yield from _depth(before, now, words)
    yield from _ranges(before, now)
    yield from _tempo(before, now, words)
    yield from _faults(before, now)
    yield from _sides(before, now)


def _of_other_standards(before: Performance, now: Performance) -> Iterator[Change]:
    """What counted was chosen otherwise: neither its number nor how deep or fast it was says what has changed."""
    yield Change(Verdict.OTHER, f"another standard: {_from_to(before.standards, now.standards)}")
    yield from _amount("movements", before.movement_count, now.movement_count)


def _amount(what: str, was: int, new: int) -> Iterator[Change]:
    """A number that was counted has no chance in it; neither more nor less of it need be the aim."""
    if new != was:
        yield Change(Verdict.OTHER, f"{what}: {_from_to(was, new)}", of_amount=True)


def _volume(before: Performance, now: Performance) -> Iterator[Change]:
    if now.volume_kg != before.volume_kg and now.volume_kg and before.volume_kg:
        moved = _from_to(f"{before.volume_kg:g}", f"{now.volume_kg:g} kg")
        yield Change(Verdict.OTHER, f"volume: {moved}", of_amount=True)


def _rejections(before: Performance, now: Performance) -> Iterator[Change]:
    was, new = (each.movement_count - each.count for each in (before, now))
    if _shares_differ(was, before.movement_count, new, now.movement_count):
        fewer = new * before.movement_count < was * now.movement_count
        shares = _from_to(f"{was} of {before.movement_count}", f"{new} of {now.movement_count}")
        yield Change(
            Verdict.BETTER if fewer else Verdict.WORSE, f"{'fewer' if fewer else 'more'} did not count: {shares}"
        )


def _depth(before: Performance, now: Performance, words: ExerciseWords) -> Iterator[Change]:
    was, new = ([each.depth for each in one.counted] for one in (before, now))
    metric = _metric(before, now)
    if differ(was, new, metric):
        farther = (middle(new) > middle(was)) == words.grows
        name = depth_name(before.counted or now.counted, words)
        text = f"{'goes further' if farther else 'goes less far'}: {name} {_medians(metric, was, new)}"
        yield Change(Verdict.BETTER if farther else Verdict.WORSE, text)


def _ranges(before: Performance, now: Performance) -> Iterator[Change]:
    was, new = ([each.range_of_motion for each in one.counted] for one in (before, now))
    metric = _metric(before, now)
    if differ(was, new, metric):
        wider = middle(new) > middle(was)
        text = f"{'wider' if wider else 'smaller'} range: {_medians(metric, was, new)}"
        yield Change(Verdict.BETTER if wider else Verdict.WORSE, text)


def _tempo(before: Performance, now: Performance, words: ExerciseWords) -> Iterator[Change]:
    """Each half of a repetition; neither better nor worse."""
    halves = {
        words.halves.to_peak: [[each.to_peak_s for each in one.counted] for one in (before, now)],
        words.halves.from_peak: [[each.from_peak_s for each in one.counted] for one in (before, now)],
    }
    for name, (was, new) in halves.items():
        if differ(was, new, "took_s"):
            how = "slower" if middle(new) > middle(was) else "faster"
            yield Change(Verdict.OTHER, f"{how} {name}: {_medians('took_s', was, new)}")


def _faults(before: Performance, now: Performance) -> Iterator[Change]:
    was, new = before.faults, now.faults
    reps = len(before.counted), len(now.counted)
    for code in dict.fromkeys((*was, *new)):
        own = was.get(code, 0), new.get(code, 0)
        if _shares_differ(own[0], reps[0], own[1], reps[1]):
            less = own[1] * reps[0] < own[0] * reps[1]
            shares = _from_to(f"{own[0]} of {reps[0]}", f"{own[1]} of {plural(reps[1], 'rep')}")
            text = f"{'less' if less else 'more'} {code.replace('_', ' ')}: {shares}"
            yield Change(Verdict.BETTER if less else Verdict.WORSE, text)


def _sides(before: Performance, now: Performance) -> Iterator[Change]:
    """Even or not, by the same line as within a session."""
    was, new = before.asymmetry, now.asymmetry
    if math.isnan(was + new) or (was > UNEVEN) == (new > UNEVEN) or abs(new - was) < UNEVEN / 2:
        return
    text = f"left and right {'further apart' if new > was else 'closer'}: {_from_to(f'{was:.0%}', f'{new:.0%}')}"
    yield Change(Verdict.WORSE if new > was else Verdict.BETTER, text)


def differ(was: Sequence[float], new: Sequence[float], metric: str) -> bool:
    """Whether two samples of a metric differ by more than it is measured to, and more than chance explains.

    Mann and Whitney's test, exact where there are few. Repetitions of one session are more alike than those of two, so
    the first condition is the stricter one for long sets.
    """
    was, new = (_known(each) for each in (was, new))
    if not can_differ(len(was), len(new)):
        return False
    least = LEAST_DEG if unit(metric) == "deg" else LEAST_SHARE * max(abs(middle(was)), abs(middle(new)))
    if abs(middle(new) - middle(was)) <= least:
        return False
    from scipy import stats  # noqa: PLC0415  (takes longer to import than all else that tells of a session)

    return float(stats.mannwhitneyu(was, new).pvalue) < CHANCE


def can_differ(was: int, new: int) -> bool:
    """Whether samples of these sizes could differ by more than chance at all: of the orders, two are the extreme."""
    return min(was, new) > 0 and 2.0 / math.comb(was + new, was) < CHANCE


def _shares_differ(was: int, of_before: int, new: int, of_now: int) -> bool:
    """Fisher's exact test; shares that are equal never differ."""
    if not of_before or not of_now or was * of_now == new * of_before:
        return False
    from scipy import stats  # noqa: PLC0415

    return float(stats.fisher_exact([[was, of_before - was], [new, of_now - new]])[1]) < CHANCE


def _known(values: Sequence[float]) -> list[float]:
    return [value for value in values if math.isfinite(value)]


def _metric(before: Performance, now: Performance) -> str:
    return next((each.metric for each in (*before.counted, *now.counted)), "")


def _medians(metric: str, was: Sequence[float], new: Sequence[float]) -> str:
    return _from_to(quantity(metric, middle(was)), quantity(metric, middle(new)))


def _from_to(was: object, new: object) -> str:
    return f"{was} before, {new} now"
