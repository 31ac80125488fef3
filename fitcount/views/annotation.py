"""A frame with everything drawn on it that was seen in it."""

from fitcount.types import UInt8Array
from fitcount.views.overlay import draw, draw_number
from fitcount.views.regions import draw_box, draw_region
from fitcount.views.sighting import Sighting


def annotated(sighting: Sighting, *, regions: bool = False) -> UInt8Array:
    """(height, width, 3): a copy of the picture with the skeletons, and with `regions` where the model looked.

    People are numbered if there are several.
    """
    picture = sighting.frame.image_rgb.copy()
    if regions:
        for box_px in sighting.boxes_px:
            draw_box(picture, box_px)
        for region in sighting.regions:
            draw_region(picture, region)
    for pose in sighting.people.values():
        draw(picture, pose)
    if len(sighting.people) > 1:
        for number, pose in sighting.people.items():
            draw_number(picture, pose, number)
    return picture
