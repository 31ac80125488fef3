"""A picture in a frame of another shape."""

import cv2
import numpy as np

from fitcount.types import UInt8Array


def fitted(image_rgb: UInt8Array, width: int, height: int) -> UInt8Array:
    """(height, width, 3): the picture as large as fits, in the middle, undistorted; what is left is black."""
    own_height, own_width = image_rgb.shape[:2]
    if (own_width, own_height) == (width, height):
        return image_rgb
    scale = min(width / own_width, height / own_height)
    size = max(round(own_width * scale), 1), max(round(own_height * scale), 1)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    framed = np.zeros((height, width, 3), np.uint8)
    framed[top : top + size[1], left : left + size[0]] = cv2.resize(image_rgb, size, interpolation=way)
    return framed
