"""Follow people from frame to frame, each with a region of interest of their own; the detector runs only in need."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from typing import Protocol

from fitcount.pose.detector import Detection, DetectorMode
from fitcount.pose.erase import without
from fitcount.pose.estimator import Estimate
from fitcount.pose.identity import beside, change, near, prominence, same_person, way_px
from fitcount.pose.person import UNNAMED, Person
from fitcount.pose.surroundings import Surroundings
from fitcount.types import Frame, Pose, Region, UInt8Array

LOOK_S = 0.5
"""How often the detector looks for those who are missing, or who have come near, while somebody is followed."""
PATIENT_LOOKS = 4
MAX_PATIENCE_S = 4.0
"""After so many looks in vain each comes twice as late as the last, up to this: what moves is leaves, or the camera."""
MEMORY_S = 2.0
"""So long a person who is hidden is waited for; then somebody else may take their place."""
GAP_S = 1.0
"""After this long without a picture people may be elsewhere: the detector looks for them anew."""
JUST_S = 0.2
"""Who was seen so lately is painted over where they are expected."""
WAIT_S = 0.3
"""Who was hidden for longer is not taken up before the other has left their place."""

SMALL = 0.5
"""Who is smaller than this beside the people who are followed cannot hide them."""
SAME = 0.1
"""Poses whose joints are nearer than this, in sizes of the person, are of one body."""
OVERLAP = 0.25
"""Nearer, over the larger region's side, two people hide one another."""
AT_HOME = 0.15
"""Who was hidden is found again no farther from where they should be, from left to right."""
CROSSING = 0.03
"""Nearer, from left to right, nothing tells whose the one body is that is seen."""


class FindsPeople(Protocol):
    """What the tracker needs of a detector."""

    def detect(self, image_rgb: UInt8Array) -> list[Detection]:
        """People in a (height, width, 3) picture."""


class FindsPose(Protocol):
    """What the tracker needs of an estimator."""

    def estimate(self, frame: Frame, region: Region) -> Estimate | None:
        """The person in `region` of the frame; None if there is none."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """What one frame gave."""

    poses: tuple[Pose | None, ...]
    """One for each person who may be followed, always in the same order; None where they are not seen."""
    regions: tuple[Region | None, ...]
    """Where each pose was found."""
    detect_ms: float
    """NaN if the detector did not run."""
    estimate_ms: float
    """All runs of the estimator; NaN if it did not run."""

    @property
    def pose(self) -> Pose | None:
        """The first person's."""
        return self.poses[0]

    @property
    def region(self) -> Region | None:
        """The first person's."""
        return self.regions[0]


class Follows(Protocol):
    """What follows people through the frames of a source."""

    def track(self, frame: Frame) -> Tracked:
        """Everybody's pose in the frame."""


class Tracker:
    """Detector, estimator and the regions of interest of up to `people` persons.

    Who is alone is followed as MediaPipe does. Others who come near are followed, too, though not reported. Each is
    seen in a picture in which the others are painted over; a pose that leaps, or is rather another's, is not believed.
    Then they are hidden, and waited for where they exercised.
    """

    def __init__(
        self, detector: FindsPeople, estimator: FindsPose, mode: DetectorMode = "alignment", people: int = 1
    ) -> None:
        self._detector = detector
        self._estimator = estimator
        self._mode: DetectorMode = mode
        self._people: list[Person | None] = [None] * people
        """Who is followed and reported; None while nobody is."""
        self._gone: list[Person | None] = [None] * people
        """Who was the last in each place."""
        self._company: list[Person] = []
        """Who is near them, and followed only to be told from them."""
        self._others: list[Region] = []
        """Who else was seen when the detector ran last, beside somebody who was followed."""
        self._surroundings = Surroundings()
        self._is_new = True
        """Whether the scene is new, and nobody has been chosen yet."""
        self._last_s = -math.inf
        """When the last frame was."""
        self._looked_s = -math.inf
        self._in_vain = 0
        """How often in turn the detector has looked for somebody near, and there was nobody."""
        self._tracks = count()
        self._times = _Times()

    def track(self, frame: Frame) -> Tracked:
        """Everybody's pose in the frame. Who is lost is looked for again in the same frame."""
        self._times = _Times()
        is_cut, after_gap = self._surroundings.is_cut(frame.image_rgb), frame.t_s - self._last_s > GAP_S
        self._last_s = frame.t_s
        found = self._find(frame, ()) if is_cut or (after_gap and self._followed) else None
        if found and is_cut:
            self._forget()
        elif found:
            self._place_anew(frame, found)
        self._follow(frame)
        if self._should_look(frame):
            self._look(frame, self._find(frame, self._seen) if found is None or self._seen else found)
        seen = [person if person and not person.hidden else None for person in self._people]
        return Tracked(
            tuple(None if person is None else person.pose for person in seen),
            tuple(None if person is None else person.place for person in seen),
            self._times.total("detect"),
            self._times.total("estimate"),
        )

    @property
    def _followed(self) -> list[Person]:
        return [person for person in self._people if person is not None]

    @property
    def _everybody(self) -> list[Person]:
        return self._followed + self._company

    @property
    def _seen(self) -> list[Pose]:
        return [person.pose for person in self._everybody if not person.hidden]

    def _forget(self) -> None:
        """The scene has changed: whoever stands where somebody stood is another, or the same at another time."""
        self._people = [None] * len(self._people)
        self._gone = [None] * len(self._gone)
        self._company, self._others, self._is_new = [], [], True

    def _place_anew(self, frame: Frame, found: Sequence[Region]) -> None:
        """Expect whoever is followed where the detector sees them by now, rather than where they were."""
        for slot, person in enumerate(self._people):
            if person is None:
                continue
            there = [place for place in found if same_person(person.place, place)]
            if len(there) == 1 and (estimate := self._estimate(frame, there[0])) is not None:
                self._people[slot] = Person(there[0], estimate, person.track)

    def _follow(self, frame: Frame) -> None:
        """See everybody where they are expected, who is in front first; let go who is not there any more."""
        everybody = sorted(self._everybody, key=lambda person: -person.lowest_px)
        for person in everybody:
            self._see(frame, person, _near(person, everybody, frame.t_s))
        for slot, lost in enumerate(self._people):
            if lost is not None and lost.hidden and not self._is_waited_for(lost, frame.t_s):
                self._people[slot], self._gone[slot] = None, lost
        self._company = [
            person
            for person in self._company
            if person.lost_s(frame.t_s) <= MEMORY_S and _near(person, self._followed, frame.t_s)
        ]

    def _see(self, frame: Frame, person: Person, rivals: Sequence[Person]) -> None:
        """See a person where they are expected, with the rivals painted over; hide them if that is not their pose."""
        t_s, place = frame.t_s, person.expected(frame.t_s)
        there = [other for other in rivals if other.lost_s(t_s) <= JUST_S]
        behind = [other.expected_pose(t_s) for other in there if other.lowest_px < person.lowest_px]
        in_front = [other.expected_pose(t_s) for other in there if other.lowest_px >= person.lowest_px]
        picture = without(without(frame, behind, None if person.hidden else person.pose), in_front)
        estimate = self._estimate(picture, place)
        if estimate is None or not all(_is_rather(person, other, estimate) for other in rivals):
            person.hide()
        else:
            person.see(place, estimate, apart=not any(other.hidden for other in rivals))

    def _is_waited_for(self, person: Person, t_s: float) -> bool:
        """Whether somebody is near who may hide them."""
        return person.lost_s(t_s) <= MEMORY_S and bool(_near(person, self._everybody, t_s))

    def _should_look(self, frame: Frame) -> bool:
        """Always while nobody is followed; else now and then, for those who are missing or have come near."""
        passed_s = frame.t_s - self._looked_s
        if not self._followed or passed_s < LOOK_S:
            return not self._followed
        if len(self._followed) < len(self._people):
            return True
        patience_s = min(LOOK_S * 2 ** max(self._in_vain - PATIENT_LOOKS, 0), MAX_PATIENCE_S)
        known = [person.pose for person in self._everybody]
        return passed_s >= patience_s and self._surroundings.news(frame.image_rgb, known)

    def _look(self, frame: Frame, found: list[Region]) -> None:
        """Among those whom the detector has found, tell who was lost, and who is near."""
        found = self._take_up(frame, found)
        is_new, self._is_new = self._is_new, self._is_new and not self._followed
        if is_new and self._followed:
            # Of two people side by side the detector may see one only: with that one painted over, it sees the other.
            found = self._take_up(frame, found + self._find(frame, self._seen))
        self._meet(frame, found, far=is_new)
        if is_new and len(self._everybody) > 1:
            self._prefer(frame)
        self._looked_s = frame.t_s
        self._surroundings.looked()
        self._in_vain = 0 if self._company else self._in_vain + 1

    def _find(self, frame: Frame, seen: Sequence[Pose]) -> list[Region]:
        """Where people are, but for those who are seen already."""
        with self._times.measured("detect"):
            found = self._detector.detect(without(frame, seen).image_rgb)
        return [each.region(self._mode) for each in found]

    def _take_up(self, frame: Frame, found: list[Region]) -> list[Region]:
        """Give each place that is free to whoever was there, or to the most prominent; gives the regions left."""
        found = self._take_back(frame, found)
        for slot, person in enumerate(self._people):
            gone = self._gone[slot]
            chosen = self._choose(gone, found, frame) if person is None else None
            estimate = None if chosen is None else self._confirm(frame, chosen)
            if chosen is not None and estimate is not None:
                self._people[slot] = Person(chosen, estimate, next(self._tracks))
                found = [place for place in found if place is not chosen]
            elif person is None and self._company and (gone is None or gone.lost_s(frame.t_s) > MEMORY_S):
                self._people[slot] = self._company.pop(0).named(next(self._tracks))
        return found

    def _take_back(self, frame: Frame, found: list[Region]) -> list[Region]:
        """Give each who was lost the region where they are again, before anybody else can; gives the regions left."""
        returns = [
            (slot, gone, place)
            for slot, gone in enumerate(self._gone)
            if gone is not None and self._people[slot] is None
            for place in found
            if same_person(gone.place, place)
        ]
        for slot, gone, place in sorted(returns, key=lambda each: change(each[1].place, each[2])[1]):
            if self._people[slot] is None and any(place is left for left in found):
                estimate = self._confirm(frame, place)
                if estimate is not None:
                    self._people[slot] = Person(place, estimate, gone.track)
                    found = [left for left in found if left is not place]
        return found

    def _choose(self, gone: Person | None, found: Sequence[Region], frame: Frame) -> Region | None:
        """The place of the most prominent who is not known to be somebody else."""
        if gone is not None:
            if any(same_person(gone.place, place) for place in found):
                return None  # Not confirmed, or they would be back: looked at again in the next frame.
            if gone.lost_s(frame.t_s) <= MEMORY_S:
                found = [place for place in found if not any(same_person(place, other) for other in self._others)]
        width_px = frame.image_rgb.shape[1]
        return max(found, key=lambda place: prominence(place, width_px), default=None)

    def _prefer(self, frame: Frame) -> None:
        """At first sight the most prominent are chosen, whomever the detector has seen first.

        The estimator's regions tell sizes better: the detector's are a third smaller for the same body now and then.
        """
        width_px = frame.image_rgb.shape[1]
        ranked = sorted(self._everybody, key=lambda person: -prominence(person.expected(frame.t_s), width_px))
        tracks = [person.track for person in self._followed]
        slots = [slot for slot, person in enumerate(self._people) if person is not None]
        for slot, track, person in zip(slots, tracks, ranked, strict=False):
            self._people[slot] = person.named(track)
        self._company = ranked[len(slots) :]

    def _meet(self, frame: Frame, found: Sequence[Region], *, far: bool) -> None:
        """Follow those who are near enough to the people who are followed, unless `far` will do, and can hide them."""
        if self._followed:
            self._others = list(found)
        for place in found:
            near_ones = [person for person in self._followed if far or near(place, person.place)]
            if any(place.side_px >= SMALL * person.place.side_px for person in near_ones):
                estimate = self._confirm(frame, place)
                if estimate is not None:
                    self._company.append(Person(place, estimate, UNNAMED))

    def _confirm(self, frame: Frame, place: Region) -> Estimate | None:
        """The pose in a place where the detector sees somebody; None if it is nobody, or somebody who is followed.

        Who is only seen where others are painted over is a part of them, or their shadow.
        """
        if not all(beside(place, person.expected(frame.t_s)) for person in self._everybody):
            return None
        estimate = self._estimate(frame, place)
        if estimate is None or not self._seen:
            return estimate
        painted = self._estimate(without(frame, self._seen), place)
        same = painted is not None and way_px(painted.pose, estimate.pose) <= SAME * estimate.pose.scale_px
        return estimate if same else None

    def _estimate(self, frame: Frame, region: Region) -> Estimate | None:
        with self._times.measured("estimate"):
            return self._estimator.estimate(frame, region)


def _near(person: Person, others: Iterable[Person], t_s: float) -> list[Person]:
    """Those of the others who may hide a person, or be hidden by them."""
    place = person.expected(t_s)
    return [other for other in others if other is not person and near(place, other.expected(t_s))]


def _is_rather(person: Person, other: Person, estimate: Estimate) -> bool:
    """Whether a pose can be a person's, and is not rather another's who is near."""
    pose, t_s = estimate.pose, estimate.pose.t_s
    x_px, own_px, other_px = float(estimate.alignment_px[0, 0]), person.way_x_px(t_s), other.way_x_px(t_s)
    if person.hidden or other.hidden:
        crossing = abs(own_px - other_px) <= CROSSING * person.place.side_px
        if crossing or abs(x_px - own_px) > abs(x_px - other_px):
            return False
    if person.unlike_px(pose) > other.unlike_px(pose):
        return False
    overlap = change(person.expected(t_s), other.expected(t_s))[1] < OVERLAP
    if person.hidden and not overlap:
        return abs(x_px - own_px) <= AT_HOME * person.place.side_px
    return not (overlap and person.lost_s(t_s) > WAIT_S) and not person.leaps(pose, crowded=overlap)


class _Times:
    """Milliseconds that the networks took in one frame."""

    def __init__(self) -> None:
        self._ms: dict[str, float] = {}

    @contextmanager
    def measured(self, network: str) -> Iterator[None]:
        start_s = time.perf_counter()
        yield
        self._ms[network] = self.total(network, 0.0) + (time.perf_counter() - start_s) * 1e3

    def total(self, network: str, never_ms: float = math.nan) -> float:
        """All runs of a network; `never_ms` if it did not run."""
        return self._ms.get(network, never_ms)
