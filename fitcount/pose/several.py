"""Follow several people from frame to frame, each with a region of interest of their own."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count

from fitcount.pose.detector import Detection, DetectorMode
from fitcount.pose.estimator import Estimate
from fitcount.pose.identity import (
    SAME_TIME,
    alike,
    apart,
    beside,
    difference,
    leaps,
    match,
    most_prominent,
    near,
    one_body,
)
from fitcount.pose.person import Person
from fitcount.pose.region import region_around
from fitcount.pose.surroundings import Surroundings
from fitcount.pose.tracker import FindsPeople, FindsPose, Tracked
from fitcount.types import Frame, Region

LOOK_S = 0.5
"""While somebody is followed: how often the detector looks for those who are missing, or who has come."""
NEAR_LOOK_S = 0.15
"""The same while somebody is lost, or others are near those who are followed."""
COMPANY_S = 4.0
"""So long somebody who was seen beside the people who are followed is reckoned with."""


class PeopleTracker:
    """Detector, estimator and the regions of interest of up to `people` persons.

    The first is whoever is most prominent at first sight: the person who exercises. Who is lost is waited for before
    somebody else takes their place. When a pose leaps, or the estimator may have slid on to somebody else who is near,
    the detector decides.
    """

    def __init__(
        self, detector: FindsPeople, estimator: FindsPose, mode: DetectorMode = "alignment", people: int = 1
    ) -> None:
        self._detector = detector
        self._estimator = estimator
        self._mode: DetectorMode = mode
        numbers = count()
        self._people = [Person(numbers) for _ in range(people)]
        self._surroundings = Surroundings()
        self._others: list[Region] = []
        """Who else was seen when the detector ran last, which was at `_looked_s`."""
        self._looked_s = -math.inf
        self._others_s = -math.inf
        self._first_s = math.inf
        """When somebody was seen for the first time: whoever is there then need not be confirmed."""
        self._times = _Times()

    def track(self, frame: Frame) -> Tracked:
        """Everybody's pose in the frame. Who is lost is looked for again in the same frame."""
        self._times = _Times()
        if self._surroundings.is_cut(frame.image_rgb):
            for person in self._people:
                person.forget()
        doubts = self._follow(frame)
        if doubts or self._should_look(frame):
            self._look(frame, doubts)
        poses = tuple(person.report() for person in self._people)
        regions = tuple(
            None if pose is None else person.found for pose, person in zip(poses, self._people, strict=True)
        )
        return Tracked(poses, regions, self._times.total("detect"), self._times.total("estimate"))

    def _follow(self, frame: Frame) -> dict[Person, Estimate]:
        """See everybody where they are expected; those whose pose leaps are only returned."""
        doubts: dict[Person, Estimate] = {}
        for person in self._oldest_first():
            person.found = None
            if person.expected is None or self._is_taken(person.expected):
                person.lose()
                continue
            estimate = self._estimate(frame, person.expected)
            if estimate is None:
                person.lose()
            elif person.last and leaps(person.last.pose, estimate.pose, crowded=self._is_crowded(person, frame.t_s)):
                doubts[person] = estimate
            else:
                person.see(person.expected, estimate)
        return doubts

    def _look(self, frame: Frame, doubts: dict[Person, Estimate]) -> None:
        """Run the detector: settle the doubts, find who is lost, and make room for who is new."""
        with self._times.measured("detect"):
            found = self._detector.detect(frame.image_rgb)
        self._looked_s = frame.t_s
        self._surroundings.looked()
        seen = [person.found for person in self._people if person.found is not None]
        free = _left(found, match([[difference(place, _place(other)) for other in found] for place in seen], SAME_TIME))
        free = self._bring_home(frame, self._find_again(frame, free, found))
        for person, estimate in doubts.items():
            free = self._settle(frame, person, estimate, free)
        self._reckon_with(self._find_new(frame, free), frame.t_s)

    def _bring_home(self, frame: Frame, free: list[Detection]) -> list[Detection]:
        """Return to where they have been those who walk away although somebody is still there."""
        for person in self._people:
            own = next((found for found in free if person.found and person.belongs(_place(found))), None)
            if own is not None:
                self._return_to(frame, person, own)
                free = [found for found in free if found is not own]
        return free

    def _settle(self, frame: Frame, person: Person, estimate: Estimate, free: list[Detection]) -> list[Detection]:
        """Decide whether a pose that leaps is the person's own; gives the detections that are left.

        Where the detector sees nobody, or nobody else, the estimator is believed: people do move fast.
        """
        assert person.last is not None
        assert person.expected is not None
        hips, edge = estimate.alignment_px
        places = person.last.region, region_around(hips, edge, estimate.body.expansion)
        own, leapt = (min(free, key=lambda found: difference(place, _place(found)), default=None) for place in places)
        at_home = own is not None and difference(person.last.region, _place(own)) <= SAME_TIME
        if own is not None and own is not leapt and at_home:
            self._return_to(frame, person, own)
            return [found for found in free if found is not own]
        if self._is_crowded(person, frame.t_s) and not (at_home and own is not None and _stands_out(own, free)):
            person.hide(frame.t_s)
            return free
        person.see(person.expected, estimate)
        return [found for found in free if found is not leapt]

    def _return_to(self, frame: Frame, person: Person, own: Detection) -> None:
        """The estimator has slid on to somebody else: take the person up where the detector sees them."""
        place = own.region(self._mode)
        estimate = self._estimate(frame, place)
        if estimate is None:
            person.lose()
        else:
            person.jump_back()
            person.see(place, estimate)

    def _find_again(self, frame: Frame, free: list[Detection], found: Sequence[Detection]) -> list[Detection]:
        """Take up those who were lost a moment ago, each where a free detection is most like their last place."""
        lost = [person for person in self._people if person.waited_for(frame.t_s)]
        everybody = [_place(each) for each in found]
        pairs = match([[person.unlike_now(_place(each), everybody, frame.t_s) for each in free] for person in lost])
        for row, column in pairs:
            self._begin(frame, lost[row], free[column])
        return self._uncover(frame, _left(free, pairs))

    def _uncover(self, frame: Frame, free: list[Detection]) -> list[Detection]:
        """Take up those who are hidden, if somebody stands in their place just as they did."""
        for person in self._people:
            before = person.waited_for(frame.t_s) if person.hidden_s is not None else None
            found = min(free, key=lambda each: person.unlike(_place(each), frame.t_s), default=None)
            if before is None or found is None or person.unlike(_place(found), frame.t_s) > SAME_TIME:
                continue
            estimate = self._estimate(frame, found.region(self._mode))
            if estimate is not None and alike(before.pose, estimate.pose):
                person.begin(found.region(self._mode), frame.t_s)
                person.see(found.region(self._mode), estimate)
                free = [each for each in free if each is not found]
        return free

    def _find_new(self, frame: Frame, free: list[Detection]) -> list[Detection]:
        """Give every place that is free, and kept for nobody, to the most prominent who is left."""
        for person in self._people:
            chosen = most_prominent(free, frame.image_rgb.shape[1])
            if person.expected is None and chosen is not None and not person.waited_for(frame.t_s):
                free = [other for other in free if other is not chosen]
                self._begin(frame, person, chosen)
        return free

    def _begin(self, frame: Frame, person: Person, found: Detection) -> None:
        place = found.region(self._mode)
        estimate = self._estimate(frame, place)
        if estimate is None:
            return
        self._first_s = min(self._first_s, frame.t_s)
        person.begin(place, frame.t_s, at_once=frame.t_s == self._first_s)
        person.see(place, estimate)

    def _should_look(self, frame: Frame) -> bool:
        """Always while nobody is followed; else now and then, for those who are missing, near, or have come."""
        followed = [person for person in self._people if person.found is not None]
        passed_s = frame.t_s - self._looked_s
        if not followed or passed_s < NEAR_LOOK_S:
            return not followed
        lost = any(person.waited_for(frame.t_s) for person in self._people)
        if lost or any(self._is_crowded(person, frame.t_s) for person in followed):
            return True
        if passed_s >= LOOK_S and len(followed) < len(self._people):
            return True
        poses = [person.last.pose for person in followed if person.last]
        return passed_s >= self._news_s(frame.t_s) and self._surroundings.news(frame.image_rgb, poses)

    def _news_s(self, t_s: float) -> float:
        """How often what moves beside the people who are followed is worth a look."""
        company = bool(self._others) and t_s - self._others_s <= COMPANY_S
        return NEAR_LOOK_S if company else LOOK_S

    def _is_crowded(self, person: Person, t_s: float) -> bool:
        """Whether somebody else is near enough to be mistaken for a person who is followed."""
        if person.expected is None:
            return False
        rest = [other for other in self._people if other is not person]
        others = [other.place(t_s) for other in rest if other.expected is not None or other.waited_for(t_s)]
        if t_s - self._others_s <= COMPANY_S:
            others += self._others
        return any(other is not None and near(person.expected, other) for other in others)

    def _reckon_with(self, found: Sequence[Detection], t_s: float) -> None:
        """Remember who else is there; who was, and is no longer seen, may be hidden for a while."""
        own = [place for person in self._people if (place := person.place(t_s)) is not None]
        others = [other for other in map(_place, found) if all(beside(place, other) for place in own)]
        if others or t_s - self._others_s > COMPANY_S:
            self._others, self._others_s = others, t_s

    def _is_taken(self, place: Region) -> bool:
        """Whether somebody was already seen in this frame on the same body."""
        return any(person.found is not None and one_body(person.found, place) for person in self._people)

    def _oldest_first(self) -> list[Person]:
        return sorted(self._people, key=lambda person: -person.age_s)

    def _estimate(self, frame: Frame, region: Region) -> Estimate | None:
        with self._times.measured("estimate"):
            return self._estimator.estimate(frame, region)


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


def _place(found: Detection) -> Region:
    """Where somebody is, whatever way the estimator will look at them."""
    return found.region("alignment")


def _stands_out(person: Detection, people: Sequence[Detection]) -> bool:
    """Whether a person is one of several that the detector can tell apart."""
    others = [other for other in people if other is not person]
    return bool(others) and all(apart(_place(person), _place(other)) for other in others)


def _left(found: Sequence[Detection], pairs: Sequence[tuple[int, int]]) -> list[Detection]:
    """The detections that are in no pair."""
    taken = {column for _, column in pairs}
    return [detection for column, detection in enumerate(found) if column not in taken]
