"""What was seen in one frame."""

from collections.abc import Mapping
from dataclasses import dataclass

from fitcount.types import Float32Array, Frame, Pose, Region


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """A frame, the people in it, and where the model looked for them."""

    frame: Frame
    people: Mapping[int, Pose]
    """Number of the person, from 1 on, to the pose; empty where nobody is seen."""
    regions: tuple[Region, ...] = ()
    """Where the poses were found."""
    boxes_px: tuple[Float32Array, ...] = ()
    """(4,) each: left, top, right, bottom of whoever the detector found; empty where it did not run."""
