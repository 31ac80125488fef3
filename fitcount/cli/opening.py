"""Open a source as the options ask for."""

from __future__ import annotations

from dataclasses import dataclass

from fitcount import frames
from fitcount.cli.options import CameraOptions
from fitcount.cli.warning import warn
from fitcount.frames import CameraSettings, Source, camera_index


@dataclass(frozen=True, slots=True)
class Opened:
    """A source, and how it is shown."""

    source: Source
    mirrored: bool
    """Whether as in a mirror, which people expect of the camera before them, and of nothing else."""


def open_as_asked(name: str, camera: CameraOptions, reconnect_s: float = 0.0) -> Opened:
    """Open a source, and tell what its camera gives instead of what it was asked for; see `open_source`."""
    index = camera_index(name)
    settings = CameraSettings(camera.size_px, camera.fps)
    source = frames.open_source(name if index is None else index, settings=settings, reconnect_s=reconnect_s)
    if unmet := settings.unmet(source.info):
        warn(unmet)
    return Opened(source, camera.mirror if camera.mirror is not None else index is not None)
