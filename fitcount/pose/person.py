"""One person who is followed: where they are expected, where they were last, and whether they are there at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fitcount.pose.estimator import Estimate
from fitcount.pose.identity import apart, difference
from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.pose.region import region_around
from fitcount.types import Pose, Region

REGION_SETTINGS = OneEuroSettings(min_cutoff_hz=0.01, beta=10.0)
"""For the two points that place the next region (MediaPipe, pose_landmark_filtering.pbtxt)."""

CONFIRM_S = 0.2
"""Somebody new has to be seen for so long before they are reported: the background is taken for a person, too, for
one to four frames at a time."""

MEMORY_S = 2.0
"""So long a person who is lost is waited for; then somebody else may take their place."""

MAX_HIDDEN_S = 2.5
IN_PLACE = 0.2
"""So long who was hidden behind somebody is not taken up in the only place where somebody is seen, and then only if it
is no more unlike theirs (`difference`)."""

WALKING = 0.25
"""From this speed on, in sides of their region a second, a person is on their way somewhere: half a metre a second."""

VELOCITY_S = 0.4
HOME_S = 1.5
"""Times over which the velocity and the place of a person are averaged."""
MAX_STEP_S = 0.2
"""A person who was out of sight for longer has not been at home where they are found for as long."""
AT_HOME = 0.7
AWAY = 0.2
"""Who exercises stays: of two people the one that near to where the person has been is they, if the other is by so
much farther away (`difference`)."""
MAX_GLIDE_S = 2.0
"""A person who is lost is expected to walk on for no longer than this."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A person, seen at one time."""

    region: Region
    pose: Pose
    home: Region
    """Where they have been lately, in the mean."""
    vx_px_s: float = 0.0
    """Sideways; a body that goes up and down goes nowhere."""

    @property
    def walks(self) -> bool:
        """Whether they are on their way somewhere."""
        return abs(self.vx_px_s) >= WALKING * self.region.side_px

    def expected(self, t_s: float) -> Region:
        """Where they are at `t_s`: on their way if they walk, else where they have been lately."""
        if not self.walks:
            return self.home
        ahead_s = min(t_s - self.pose.t_s, MAX_GLIDE_S)
        return replace(self.region, x_px=self.region.x_px + self.vx_px_s * ahead_s)


class Person:
    """Somebody who is followed, or a place for somebody; the tracker tells what it sees of them."""

    def __init__(self, numbers: Iterator[int]) -> None:
        """`numbers` gives each new person theirs."""
        self.expected: Region | None = None
        """Where to look in the next frame; None while they are not followed."""
        self.found: Region | None = None
        """Where they are in this frame; None if they are not seen."""
        self.last: Sight | None = None
        """The last sight of whoever is followed now."""
        self.hidden_s: float | None = None
        """Since when they have been behind somebody else."""
        self._known: Sight | None = None
        """The last sight of somebody who was seen for long enough, however long ago."""
        self._numbers = numbers
        self._track = 0
        self._since_s = math.inf
        self._newcomer = True
        self._shown = False
        self._filter = OneEuroFilter(REGION_SETTINGS)

    @property
    def age_s(self) -> float:
        """How long they have been followed."""
        return 0.0 if self.last is None else max(self.last.pose.t_s - self._since_s, 0.0)

    def place(self, t_s: float) -> Region | None:
        """Where they are, or can be after they were lost."""
        if self.found is not None:
            return self.found
        return None if self._known is None else self._known.expected(t_s)

    def waited_for(self, t_s: float) -> Sight | None:
        """The last sight of somebody who was here a moment ago, and is not followed now."""
        wait_s = MEMORY_S if self.hidden_s is None else MAX_HIDDEN_S + MEMORY_S
        if self.expected is not None or self._known is None or t_s - self._known.pose.t_s > wait_s:
            return None
        return self._known

    def unlike(self, place: Region, t_s: float) -> float:
        """How unlike a place is to where this person can be: up to 1 it can be theirs."""
        if self._known is None:
            return math.inf
        return difference(self._known.expected(t_s), place)

    def unlike_now(self, place: Region, everybody: Sequence[Region], t_s: float) -> float:
        """The same while they are lost.

        Who is behind somebody is nowhere until two people are told apart again, or it takes too long; then they are
        where they were, and not between there and somebody else.
        """
        unlike = self.unlike(place, t_s)
        others = [other for other in everybody if other != place]
        if self.hidden_s is None or (others and all(apart(place, other) for other in others)):
            return unlike
        return unlike if t_s - self.hidden_s > MAX_HIDDEN_S and unlike <= IN_PLACE else math.inf

    def belongs(self, place: Region) -> bool:
        """Whether they are rather at `place`, where they have been lately, than where they are seen."""
        if self.last is None or self.last.walks:
            return False
        there = difference(self.last.home, place)
        return there <= AT_HOME and there + AWAY <= difference(self.last.home, self.last.region)

    def begin(self, place: Region, t_s: float, *, at_once: bool = False) -> None:
        """Follow somebody from `place` on; who was not here a moment ago is to be confirmed, unless `at_once`."""
        self._newcomer = self.unlike(place, t_s) > 1.0
        self._shown = at_once or (not self._newcomer and self.waited_for(t_s) is not None)
        self._since_s, self.hidden_s = t_s, None
        self.last = None if self._newcomer else self._known
        self._filter.reset()

    def see(self, place: Region, estimate: Estimate) -> None:
        """The estimator has seen them in `place`."""
        pose = estimate.pose
        centre, edge = self._filter.apply(pose.t_s, estimate.alignment_px, pose.scale_px)
        self.found, self.expected = place, region_around(centre, edge, estimate.body.expansion)
        self.last = _sight(self.last, place, pose)
        confirmed = self.age_s >= CONFIRM_S
        self._shown |= confirmed
        if self._shown and self._newcomer:
            self._track, self._newcomer, self._known = next(self._numbers), False, None
        if confirmed or (self._known is not None and self._shown):
            self._known = self.last

    def jump_back(self) -> None:
        """They are where they were before: the last steps led to somebody else."""
        self._filter.reset()

    def lose(self) -> None:
        """They are not where they were expected."""
        self.expected = self.found = self.last = None

    def hide(self, t_s: float) -> None:
        """They are behind somebody else."""
        self.lose()
        self.hidden_s = t_s

    def forget(self) -> None:
        """Nobody is waited for: the scene has changed."""
        self._known = self.hidden_s = None

    def report(self) -> Pose | None:
        """Their pose in this frame, once it is certain that there is somebody."""
        if self.found is None or self.last is None or not self._shown:
            return None
        return replace(self.last.pose, track=self._track)


def _sight(before: Sight | None, place: Region, pose: Pose) -> Sight:
    """A sight with the home and the velocity that those before and this one show."""
    if before is None or pose.t_s <= before.pose.t_s:
        return Sight(place, pose, place)
    passed_s = pose.t_s - before.pose.t_s
    last, quick = before.region, _weight(passed_s, VELOCITY_S)
    slow = _weight(min(passed_s, MAX_STEP_S), HOME_S)
    home = replace(
        place,
        x_px=before.home.x_px + slow * (place.x_px - before.home.x_px),
        y_px=before.home.y_px + slow * (place.y_px - before.home.y_px),
        side_px=before.home.side_px + slow * (place.side_px - before.home.side_px),
    )
    vx_px_s = before.vx_px_s + quick * ((place.x_px - last.x_px) / passed_s - before.vx_px_s)
    return Sight(place, pose, home, vx_px_s)


def _weight(passed_s: float, time_s: float) -> float:
    """Weight of a new value in a mean over the last `time_s`."""
    return 1.0 - math.exp(-passed_s / time_s)
