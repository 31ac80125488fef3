"""One person who is followed: where they are expected, and how they were seen last."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Self

import numpy as np

from fitcount.pose.estimator import Estimate
from fitcount.pose.identity import way_px
from fitcount.pose.one_euro import OneEuroFilter, OneEuroSettings
from fitcount.pose.region import region_around
from fitcount.types import Pose, Region

REGION_SETTINGS = OneEuroSettings(min_cutoff_hz=0.01, beta=10.0)
"""For the two points that place the next region (MediaPipe, pose_landmark_filtering.pbtxt)."""

WALKING = 0.25
"""From this speed on, in sides of their region a second, a person is on their way somewhere: half a metre a second."""
VELOCITY_S = 0.4
HOME_S = 1.0
"""Times over which the velocity and the place of a person are averaged."""

LEAP_PER_S = 2.4
CROWDED_LEAP_PER_S = 1.4
"""Mean speed of the joints, in sizes of the person, from which a pose is not theirs: in eleven clips of squats it is at
most 1.9, 0.9 in nine of them."""
MIN_INTERVAL_S = 1 / 30
"""At more frames a second the landmarks' noise would look like speed."""
ALIKE = 0.1
"""Poses whose joints are that near, in sizes of the person, are of one body in one place."""

UNNAMED = -1
"""Number of those who are followed, but not reported."""


class Person:
    """Where somebody is expected, and how they were seen last."""

    def __init__(self, place: Region, estimate: Estimate, track: int) -> None:
        """Somebody who was seen in `place`."""
        self.track = track
        self._filter = OneEuroFilter(REGION_SETTINGS)
        self._known = self._home = place
        """Where they were last seen apart from everybody else, at `_known_s`; and where they have been lately."""
        self._vx_px_s = 0.0
        self._sights = 0
        self._known_s = -math.inf
        self.see(place, estimate)

    def see(self, place: Region, estimate: Estimate, *, apart: bool = True) -> None:
        """The estimator has seen them in `place`; `apart`: and nobody else can have been meant."""
        pose = replace(estimate.pose, track=self.track)
        if apart:
            self._learn(place, pose.t_s)
        self.pose, self.place, self.hidden = pose, place, False
        centre, edge = self._filter.apply(pose.t_s, estimate.alignment_px, pose.scale_px)
        self._next = region_around(centre, edge, estimate.body.expansion)

    def _learn(self, place: Region, t_s: float) -> None:
        passed_s = t_s - self._known_s
        if 0.0 < passed_s < math.inf:
            self._sights += 1
            quick, slow = (
                max(1.0 - math.exp(-passed_s / time_s), 1.0 / self._sights) for time_s in (VELOCITY_S, HOME_S)
            )
            self._vx_px_s += quick * ((place.x_px - self._known.x_px) / passed_s - self._vx_px_s)
            self._home = replace(
                place,
                x_px=self._home.x_px + slow * (place.x_px - self._home.x_px),
                y_px=self._home.y_px + slow * (place.y_px - self._home.y_px),
                side_px=self._home.side_px + slow * (place.side_px - self._home.side_px),
            )
        self._known, self._known_s = place, t_s

    @property
    def lowest_px(self) -> float:
        """How low in the picture their feet are: the lower, the nearer."""
        return float(np.nanmax(self.pose.image_px[:, 1]))

    def named(self, track: int) -> Self:
        """Themselves, with the number that their poses have from now on."""
        self.track, self.pose = track, replace(self.pose, track=track)
        return self

    def hide(self) -> None:
        """They are not to be seen, but will be where they are expected."""
        if not self.hidden:
            self.hidden = True
            self._filter.reset()

    def lost_s(self, t_s: float) -> float:
        """Since when they have not been seen."""
        return t_s - self.pose.t_s

    def expected(self, t_s: float) -> Region:
        """Where they are at `t_s`; while they are hidden, where they should be."""
        if not self.hidden:
            return self._next
        return replace(self._home, x_px=self.way_x_px(t_s))

    def way_x_px(self, t_s: float) -> float:
        """Where they should be, from left to right, by what is known from when they were last apart.

        That is on their way if they walked, else where they have been in the mean: exercises go up and down.
        """
        return self._known.x_px + self._vx_px_s * (t_s - self._known_s) if self._walks else self._home.x_px

    @property
    def _walks(self) -> bool:
        return abs(self._vx_px_s) >= WALKING * self.place.side_px

    def expected_pose(self, t_s: float) -> Pose:
        """Their pose at `t_s`, if they have moved on only."""
        if not self.hidden:
            return self.pose
        image_px = self.pose.image_px.copy()
        image_px[:, 0] += self.expected(t_s).x_px - self.place.x_px
        return replace(self.pose, image_px=image_px)

    def unlike_px(self, pose: Pose) -> float:
        """How far a pose is from theirs."""
        return way_px(self.expected_pose(pose.t_s), pose)

    def leaps(self, pose: Pose, *, crowded: bool) -> bool:
        """Whether a pose is farther from theirs than a body moves in that time; less is allowed where others are."""
        passed_s = max(self.lost_s(pose.t_s), MIN_INTERVAL_S)
        most = min(CROWDED_LEAP_PER_S * passed_s, ALIKE) if crowded else LEAP_PER_S * passed_s
        return self.unlike_px(pose) > most * self.pose.scale_px
