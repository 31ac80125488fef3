"""A picture as the content of a file."""

import cv2
import numpy as np

from fitcount.types import UInt8Array

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".ppm")
"""Kinds of pictures that can be written."""


def encode_picture(image_rgb: UInt8Array, suffix: str) -> bytes:
    """Content of a file whose name ends in `suffix`, one of `PICTURE_SUFFIXES`; `image_rgb`: (height, width, 3)."""
    _, content = cv2.imencode(suffix, np.ascontiguousarray(image_rgb[:, :, ::-1]))
    return content.tobytes()
