"""As in a mirror: whoever moves to their left sees themselves move to the left of the picture.

Only what is shown is turned, never what is counted, kept or saved. A landmark keeps its name: the person's left knee is
the left knee, in its colour and with its letter, on the other side of the picture. Turn first and write afterwards:
words that were turned with the picture cannot be read.
"""

from dataclasses import replace

import cv2
import numpy as np

from fitcount.types import Float32Array, Pose, Region, UInt8Array
from fitcount.views.sighting import Sighting


def mirrored_picture(image_rgb: UInt8Array) -> UInt8Array:
    """(height, width, 3): a copy with left and right exchanged."""
    return np.asarray(cv2.flip(image_rgb, 1), np.uint8)


def mirrored_pose(pose: Pose, width_px: int) -> Pose:
    """The pose where a mirrored picture of that width shows it; `world_m` stays as it was, for it is not drawn."""
    image_px = pose.image_px.copy()
    image_px[:, 0] = width_px - image_px[:, 0]
    return replace(pose, image_px=image_px)


def mirrored(sighting: Sighting) -> Sighting:
    """The frame, and on it the people and where the model looked for them."""
    frame = sighting.frame
    width_px = frame.image_rgb.shape[1]
    return Sighting(
        replace(frame, image_rgb=mirrored_picture(frame.image_rgb)),
        {number: mirrored_pose(pose, width_px) for number, pose in sighting.people.items()},
        tuple(_mirrored_region(region, width_px) for region in sighting.regions),
        tuple(_mirrored_box(box_px, width_px) for box_px in sighting.boxes_px),
    )


def _mirrored_region(region: Region, width_px: int) -> Region:
    return replace(region, x_px=width_px - region.x_px, rotation_rad=-region.rotation_rad)


def _mirrored_box(box_px: Float32Array, width_px: int) -> Float32Array:
    left, top, right, bottom = box_px.tolist()
    return np.array([width_px - right, top, width_px - left, bottom], np.float32)
