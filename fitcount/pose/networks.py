"""The networks of one model, loaded."""

from __future__ import annotations

from dataclasses import dataclass

from fitcount.pose.backend import Model
from fitcount.pose.body import body_of
from fitcount.pose.detector import Detector
from fitcount.pose.estimator import Estimator
from fitcount.pose.provider import CPU


@dataclass(frozen=True, slots=True)
class Networks:
    """The detector and the estimator of a model."""

    detector: Detector
    estimator: Estimator
    note: str
    """Why that is not computed by the provider that was asked for, in one line; "" if it is."""


def load_networks(model: str, provider: str = CPU) -> Networks:
    """The shipped networks of lite, full, heavy or upper, for one of `PROVIDERS`.

    Raises UsageError if there is no such provider, ModelError if a file is missing or was changed.
    """
    body = body_of(model)
    finding, estimating = Model(body.detector, provider=provider), Model(model, provider=provider)
    return Networks(Detector(finding, body), Estimator(model, estimating), finding.note or estimating.note)
