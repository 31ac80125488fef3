"""Where what was seen goes: annotated pictures and videos, keypoint files, the terminal."""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.control import Control

from fitcount.cli.pose_outputs import Kind, is_folder
from fitcount.errors import UsageError
from fitcount.frames.pictures import PICTURE_SUFFIXES, natural_key
from fitcount.sessions.files import write_whole
from fitcount.sessions.keypoints import KeypointRecorder
from fitcount.types import Frame, SourceInfo, UInt8Array
from fitcount.views import picture_file
from fitcount.views.annotation import annotated
from fitcount.views.gif import GifWriter
from fitcount.views.glyphs import console_glyphs
from fitcount.views.mirror import mirrored
from fitcount.views.portrait import portrait
from fitcount.views.pose_screen import PoseScreen
from fitcount.views.pose_summary import Tally, landmark_table
from fitcount.views.sighting import Sighting
from fitcount.views.terminal.graphics import picture_encoder
from fitcount.views.terminal.inline_image import Encode
from fitcount.views.video import VideoWriter

NameOf = Callable[[Frame], str]


class Sink(Protocol):
    """Takes every frame."""

    def take(self, sighting: Sighting) -> None:
        """Take what was seen in the next frame."""


class WritesVideo(Protocol):
    """A video or GIF that is being written."""

    def write(self, image_rgb: UInt8Array, t_s: float) -> None:
        """Add a picture that is shown from t_s on."""


def drawing_sink(stack: ExitStack, path: Path, kind: Kind, source: str, info: SourceInfo, *, regions: bool) -> Sink:
    """What draws into `path`; whatever `stack` has to close finishes the file. Raises UsageError if it cannot."""
    if is_folder(path):
        return PictureFolder(path, naming(kind, source, info), regions=regions)
    if kind is Kind.PICTURE:
        return PictureFile(path, regions=regions)
    if path.suffix.lower() == ".gif":
        return Film(stack.enter_context(GifWriter(path, info.width, info.height)), regions=regions)
    return Film(stack.enter_context(VideoWriter(path, info.width, info.height, info.fps)), regions=regions)


def showing_sinks(
    stack: ExitStack, console: Console, kind: Kind, info: SourceInfo, *, model: str, tally: Tally, regions: bool
) -> list[Sink]:
    """What shows a run while it goes on: on a terminal pictures, elsewhere numbers, and of a video nothing."""
    if not console.is_terminal or console.is_dumb_terminal:
        return [LandmarkTable(console)] if kind is Kind.PICTURE else []
    encode = picture_encoder(console)
    if kind is Kind.PICTURE:
        return [Portrait(console, encode, regions=regions)]
    return [stack.enter_context(PoseScreen(console, info, model, tally, encode, regions=regions))]


class Mirror:
    """Hands on what a mirror would show: to what is shown, never to what is saved."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def take(self, sighting: Sighting) -> None:
        """Hand it on."""
        self._sink.take(mirrored(sighting))


class PictureFile:
    """One picture with the skeletons drawn."""

    def __init__(self, path: Path, *, regions: bool) -> None:
        self._path = path
        self._regions = regions

    def take(self, sighting: Sighting) -> None:
        """Write the picture."""
        picture = annotated(sighting, regions=self._regions)
        write_whole(self._path, picture_file.encode_picture(picture, self._path.suffix.lower()))


class PictureFolder:
    """A picture for each frame; the folder is made for the first."""

    def __init__(self, folder: Path, name_of: NameOf, *, regions: bool) -> None:
        self._folder = folder
        self._name_of = name_of
        self._regions = regions

    def take(self, sighting: Sighting) -> None:
        """Write the picture."""
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"{self._folder}: cannot be made ({error.strerror}): choose another place") from error
        PictureFile(self._folder / self._name_of(sighting.frame), regions=self._regions).take(sighting)


def naming(kind: Kind, source: str, info: SourceInfo) -> NameOf:
    """What the pictures in a folder are called: like those of the source, or numbered if it is a video."""
    if kind is Kind.VIDEO:
        return lambda frame: f"{Path(info.name).stem}_{frame.index:06d}.png"
    names = [Path(source).name] if kind is Kind.PICTURE else _names_in(Path(source))
    # A picture that could not be read leaves its time empty: the time tells which one it is.
    return lambda frame: _writable(names[round(frame.t_s * info.fps)])


def _names_in(folder: Path) -> list[str]:
    """The pictures in the order in which they are shown."""
    names = [path.name for path in folder.iterdir() if path.suffix.lower() in PICTURE_SUFFIXES]
    return sorted(names, key=natural_key)


def _writable(name: str) -> str:
    """`name`, with .png added if its own kind cannot be written."""
    return name if Path(name).suffix.lower() in picture_file.PICTURE_SUFFIXES else f"{name}.png"


class Film:
    """A video or GIF with the skeletons drawn."""

    def __init__(self, writer: WritesVideo, *, regions: bool) -> None:
        self._writer = writer
        self._regions = regions

    def take(self, sighting: Sighting) -> None:
        """Add the frame."""
        self._writer.write(annotated(sighting, regions=self._regions), sighting.frame.t_s)


class KeypointFile:
    """The keypoints of all frames, written at the end, whatever ends the run; without frames there is no file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._recorder = KeypointRecorder()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if len(self._recorder):
            self._recorder.save(self._path)

    def take(self, sighting: Sighting) -> None:
        """Add the frame."""
        self._recorder.add(sighting.frame.index, sighting.frame.t_s, sighting.people)


class LandmarkTable:
    """Prints the landmarks of a picture."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def take(self, sighting: Sighting) -> None:
        """Print them."""
        self._console.print(landmark_table(sighting.people))


class Portrait:
    """Shows a picture once, below the prompt: itself if the terminal can, its people drawn with characters if not."""

    def __init__(self, console: Console, encode: Encode | None, *, regions: bool) -> None:
        self._console = console
        self._encode = encode
        self._regions = regions

    def take(self, sighting: Sighting) -> None:
        """Show it, leaving room for the prompt."""
        columns, rows = self._console.size.width, max(self._console.size.height - 4, 1)
        if self._encode is None:
            self._console.print(portrait(sighting, columns, rows, console_glyphs(self._console)), end="")
        else:
            self._show(self._encode, annotated(sighting, regions=self._regions), columns, rows)

    def _show(self, encode: Encode, image_rgb: UInt8Array, columns: int, most_rows: int) -> None:
        """Make room first, so that the picture is not moved while it is drawn."""
        height, width = image_rgb.shape[:2]
        rows = min(math.ceil(columns * height / width / 2), most_rows)
        self._console.file.write("\n" * rows)
        self._console.control(Control.move(0, -rows))
        self._console.file.write(encode(image_rgb, columns, rows))
        self._console.control(Control.move(0, rows))
        self._console.file.flush()
