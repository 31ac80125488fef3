"""Which questions are asked, in which order, and the draft that comes of the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fitcount.authoring.drafting.draft import (
    FULL,
    Deep,
    Draft,
    HeldDraft,
    HeldPart,
    Limits,
    Need,
    PhaseNames,
    VariantDraft,
)
from fitcount.authoring.interview.questions import AnswerError, Asks, choice, code, number, sentence, title
from fitcount.reps.definition import Exercise, Repeated
from fitcount.wording import metric_name, quantity

NONE = "none"
LEAST_WAY_DEG = 15.0
"""Twice what an angle is wrong by: less cannot be told from none."""
FULL_SHARE, RANGE_SHARE = 0.15, 0.3
"""As for exercises that are learned: a full repetition may lack so much of the way; a movement has so much of it."""
QUICKEST, SLOWEST = 0.25, 6.0
"""Shares of the usual time."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body that can move."""

    metric: str
    start_deg: float
    peak_deg: float
    """Usual ends."""
    has_sides: bool
    says: str
    """How its angle is meant."""


PARTS: Mapping[str, Part] = {
    "knee": Part("knee_deg", 170.0, 80.0, True, "180 is straight"),
    "hip": Part("hip_deg", 165.0, 80.0, True, "between trunk and thigh: 180 is straight"),
    "elbow": Part("elbow_deg", 165.0, 60.0, True, "180 is straight"),
    "shoulder": Part("shoulder_deg", 20.0, 90.0, True, "between trunk and upper arm: 0 at the side, 180 overhead"),
    "thigh": Part("thigh_lift_deg", 5.0, 85.0, True, "0 straight down, 90 level, to the front or the back"),
    "trunk": Part("body_tilt_deg", 5.0, 70.0, False, "0 upright, 90 lying"),
}
"""What may drive a count, by what a person calls it."""

UPRIGHT = Need("not_upright", "body_tilt_deg", "middle", False, 60.0, "the trunk is not upright", "")
STANDING = Need("not_standing", "hip_height_ratio", "high", True, 0.6, "it does not begin or end standing", "")
LYING = Need("upright", "body_tilt_deg", "middle", True, 45.0, "the person does not lie", "")
FACE_UP = Need("not_on_back", "chest_tilt_deg", "middle", False, 90.0, "the chest does not face up", "")
ON_HANDS = Need("upright", "body_tilt_deg", "middle", True, 20.0, "the body is not on the hands", "")
PRONE = Need("not_prone", "chest_tilt_deg", "middle", True, 105.0, "the chest does not face the floor", "")
POSTURES: Mapping[str, tuple[Need, ...]] = {
    "standing": (UPRIGHT, STANDING),
    "sitting": (UPRIGHT,),
    "lying": (LYING, FACE_UP),
    "hands": (ON_HANDS, PRONE),
    "any": (),
}
"""What must hold in each; "hands" is on hands and feet or knees."""
HELD_BAND: Mapping[str, float] = {"deg": 8.0, "ratio": 0.1}
"""Between entering a held position and leaving it, by the metric's unit."""
STILL_DEG, MOVING_DEG = 10.0, 18.0
"""Change within half a second of somebody who holds still, and of somebody who does not."""


def interview(
    ask: Asks, names: tuple[str, ...], find: Callable[[str], Exercise], taken: Callable[[str], Path | None]
) -> Draft | HeldDraft | VariantDraft:
    """Ask, and give the draft; `names` of the known exercises, `taken`: the file that a name would overwrite."""
    name = ask("Name", "", _free(taken))
    called = ask("What a person calls it", name.replace("_", " ").capitalize()[:32], title)
    about = ask("How it is done, in a sentence", f"{called}.", sentence)
    like = ask("A variant of a known exercise? Its name, or none", NONE, choice((NONE, *names)))
    if like != NONE:
        return _variant(ask, name, called, about, find(like))
    if ask("Repeated, or held for seconds", "repeated", choice(("repeated", "held"))) == "held":
        return _held(ask, name, called, about)
    return _repeated(ask, name, called, about)


def _free(taken: Callable[[str], Path | None]) -> Callable[[str], str]:
    def understood(text: str) -> str:
        name = code(text)
        path = taken(name)
        if path is not None:
            raise AnswerError(f"{path} is there already: choose another name")
        return name

    return understood


def _variant(ask: Asks, name: str, called: str, about: str, base: Exercise) -> VariantDraft:
    if not isinstance(base, Repeated):
        min_s = ask("Seconds from which it counts", f"{base.hold.min_s:g}", number(1.0, 600.0, "s"))
        return VariantDraft(name, called, about, base.name, min_s=min_s)
    metric, usual = base.metric, base.usual
    low, high = sorted((usual.start, usual.peak))
    known = base.standards[base.default_standard].limit
    if known is None:
        known = round(usual.peak - FULL_SHARE * (usual.peak - usual.start), 2)
    way = f"{metric_name(metric)}, from {quantity(metric, usual.start)} to {quantity(metric, usual.peak)}"
    limit = ask(
        f"How far it must go to count fully ({way})", f"{known:g}", number(low, high, metric.rpartition("_")[2])
    )
    return VariantDraft(name, called, about, base.name, *_standard(base, limit))


def _standard(base: Repeated, limit: float) -> tuple[str, Deep | None]:
    """The standard of a variant: one of the base's, or its default moved, or a new one."""
    for name, standard in base.standards.items():
        if standard.limit == limit:
            return name, None
    default = base.standards[base.default_standard]
    return (FULL if default.limit is None else base.default_standard), Deep(limit, default.reason)


def _repeated(ask: Asks, name: str, called: str, about: str) -> Draft:
    part = PARTS[ask(f"What moves: {', '.join(PARTS)}", "knee", choice(tuple(PARTS)))]
    start = ask(f"Its angle at the start ({part.says})", f"{part.start_deg:g}", number(0.0, 180.0, "deg"))
    usual_peak = part.peak_deg if abs(part.peak_deg - start) >= LEAST_WAY_DEG else part.start_deg
    peak = ask("Its angle at the peak, in the middle of a repetition", f"{usual_peak:g}", _apart_from(start))
    sides = "together"
    if part.has_sides:
        sides = ask("Left and right together, or each on its own", "together", choice(("together", "each")))
    least = peak - FULL_SHARE * (peak - start)
    full = ask("Its angle from which a repetition is a full one", f"{least:.0f}", _between(start, peak))
    took_s = ask("Seconds that a repetition usually takes", "2", number(0.3, 60.0, "s"))
    posture = ask(f"Where it is done: {', '.join(POSTURES)}", "standing", choice(tuple(POSTURES)))
    span = abs(peak - start)
    return Draft(
        name=name,
        title=called,
        about=about,
        metric=part.metric,
        sides="each" if sides == "each" else "together",
        start=start,
        peak=peak,
        phases=PhaseNames("start", "going", "out", "peak", "returning", "back"),
        limits=Limits(
            min_range=float(max(round(RANGE_SHARE * span), min(8, round(span / 2)))),
            min_share=0.4,
            min_s=round(max(0.2, min(QUICKEST * took_s, 0.6)), 1),
            max_s=float(round(max(10.0, SLOWEST * took_s))),
        ),
        needs=POSTURES[posture],
        full=Deep(full, "peak_not_reached"),
        remarks={
            "": "From the answers to 'fitcount exercises new': nobody has been counted by it yet.\n"
            "Try it on a clip, then change what does not fit; or learn from the clip: 'fitcount exercises learn'.",
            "min_range": f"of {span:g} degrees",
            "min_share": "of the person's own range",
            "min_s": f"usually {took_s:g}",
        },
    )


def _apart_from(start: float) -> Callable[[str], float]:
    def understood(text: str) -> float:
        peak = number(0.0, 180.0, "deg")(text)
        if abs(peak - start) < LEAST_WAY_DEG:
            raise AnswerError(f"{peak:g} is nearer than {LEAST_WAY_DEG:g} degrees to the start, {start:g}")
        return peak

    return understood


def _between(start: float, peak: float) -> Callable[[str], float]:
    def understood(text: str) -> float:
        limit = number(0.0, 180.0, "deg")(text)
        if not 0.25 < (limit - start) / (peak - start) <= 1.0:
            least = start + 0.3 * (peak - start)
            raise AnswerError(f"{limit:g} is not on the way: between {least:.0f} and {peak:g} degrees")
        return limit

    return understood


def _held(ask: Asks, name: str, called: str, about: str) -> HeldDraft:
    joints = tuple(PARTS)
    joint = ask(f"What must keep its angle: {', '.join(joints)}", "knee", choice(joints))
    part = PARTS[joint]
    angle = ask(f"Which angle ({part.says})", f"{part.peak_deg:g}", number(0.0, 180.0, "deg"))
    off = ask("Degrees by which it may be off", "20", number(8.0, 60.0, "deg"))
    min_s = ask("Seconds from which it counts", "5", number(1.0, 600.0, "s"))
    posture = ask(f"Where it is done: {', '.join(POSTURES)}", "any", choice(tuple(POSTURES)))
    band = HELD_BAND["deg"]
    parts = []
    if angle - off - band > 0.0:
        said = f"the angle of the {joint} is too small"
        parts.append(HeldPart(f"{joint}_too_small", part.metric, angle - off, angle - off - band, said))
    if angle + off + band < 180.0:
        said = f"the angle of the {joint} is too large"
        parts.append(HeldPart(f"{joint}_too_large", part.metric, angle + off, angle + off + band, said))
    parts += [_held_part(need) for need in POSTURES[posture] if need.metric != part.metric]
    parts.append(HeldPart("moving", part.metric, STILL_DEG, MOVING_DEG, "the body moves", change_over_s=0.5))
    return HeldDraft(name, called, about, part.metric, min_s, tuple(parts))


def _held_part(need: Need) -> HeldPart:
    """The same of a position: it is left a little farther out than it is entered."""
    band = HELD_BAND[need.metric.rpartition("_")[2]] * (-1.0 if need.is_above else 1.0)
    return HeldPart(need.code, need.metric, need.limit, round(need.limit + band, 2), need.say)
