"""A picture as the content of a file."""

from collections.abc import Sequence

import cv2
import numpy as np

from fitcount.types import UInt8Array

PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif", ".tiff", ".ppm")
"""Kinds of pictures that can be written."""


def encode_picture(image_rgb: UInt8Array, suffix: str) -> bytes:
    """Content of a file whose name ends in `suffix`, one of `PICTURE_SUFFIXES`; `image_rgb`: (height, width, 3)."""
    return _encoded(image_rgb, suffix, [])


def encode_webp(image_rgb: UInt8Array, quality: int) -> bytes:
    """Content of a WebP file of a quality of 1 to 100; `image_rgb`: (height, width, 3)."""
    return _encoded(image_rgb, ".webp", [cv2.IMWRITE_WEBP_QUALITY, quality])


def _encoded(image_rgb: UInt8Array, suffix: str, settings: Sequence[int]) -> bytes:
    _, content = cv2.imencode(suffix, np.ascontiguousarray(image_rgb[:, :, ::-1]), settings)
    return content.tobytes()
