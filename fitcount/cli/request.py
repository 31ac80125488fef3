"""What a run is asked for, whichever command asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fitcount.cli.options import STDOUT, CameraOptions, Outputs
from fitcount.cli.rescue import trace_path
from fitcount.errors import UsageError
from fitcount.guidance import Goal
from fitcount.pose.detector import DetectorMode
from fitcount.pose.provider import CPU
from fitcount.sessions.files import check_writable


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run was asked for."""

    source: str
    exercise: str
    """Name or path, or auto."""
    outputs: Outputs
    standard: str | None = None
    """The exercise's default if None."""
    headless: bool = False
    """Whether nothing is shown while counting."""
    model: str = "full"
    detector: DetectorMode = "alignment"
    provider: str = CPU
    reconnect_s: float | None = None
    """How long a live source may have no picture."""
    people: int = 1
    save_video: Path | None = None
    keep_video: bool = False
    screenshot: Path | None = None
    camera: CameraOptions = field(default_factory=CameraOptions)
    window: bool = False
    """Whether there is a window with the picture, beside what the terminal shows."""
    sound: bool | None = None
    """None: if somebody is led in front of a terminal."""
    voice: bool | None = None
    goal: Goal | None = None

    @property
    def shows(self) -> bool:
        """Whether the run is shown while it goes on; it is not where the terminal takes the JSON."""
        return not self.headless and self.outputs.json != STDOUT

    def check(self) -> None:
        """Raise UsageError now, rather than after the counting, if it cannot be done."""
        if self.keep_video and self.outputs.no_store:
            raise UsageError(
                "--keep-video: the video is kept with the session: leave out --no-store, or use --save-video"
            )
        if self.screenshot is not None:
            check_writable(self.screenshot)
        if self.outputs.trace is not None:
            for number in range(2, self.people + 1):
                check_writable(trace_path(self.outputs.trace, number))
        self.outputs.check_apart(Path(self.source), self.save_video, self.screenshot)
