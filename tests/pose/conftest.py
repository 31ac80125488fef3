from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

import pytest

from fitcount.config import demo_clip
from fitcount.frames import open_source
from fitcount.pose.body import UPPER_BODY
from fitcount.pose.detector import Detector
from fitcount.pose.estimator import Estimator
from fitcount.types import Frame

STANDING, GOING_DOWN, LOWEST, COMING_UP, STANDING_AGAIN = 0, 35, 65, 80, 94
"""Frames of the first squat in the clip that fitcount ships."""


@pytest.fixture(scope="session")
def squat() -> Mapping[int, Frame]:
    wanted = (STANDING, GOING_DOWN, LOWEST, COMING_UP, STANDING_AGAIN)
    with open_source(demo_clip()) as source:
        return {frame.index: frame for frame in islice(source, max(wanted) + 1) if frame.index in wanted}


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector()


@pytest.fixture(scope="session")
def full() -> Estimator:
    return Estimator("full")


@pytest.fixture(scope="session")
def upper_detector() -> Detector:
    return Detector(body=UPPER_BODY)


@pytest.fixture(scope="session")
def upper() -> Estimator:
    return Estimator("upper")
