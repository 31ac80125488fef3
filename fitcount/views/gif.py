"""Writes an animated GIF with one palette for all of its pictures.

A palette for each picture makes a GIF three to five times as large, and lets still backgrounds shimmer. One for all can
be chosen only when all have been seen; until then they wait, without loss, in a temporary video.
"""

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from fitcount.fit import fitted
from fitcount.types import UInt8Array
from fitcount.views.part import one_line_errors, part_of

MAX_SIDE_PX = 640
"""Larger pictures are made smaller: the size of a GIF grows with every pixel."""
TIME_BASE = Fraction(1, 100)
"""A GIF knows hundredths of a second."""
_PIXELS = av.VideoFormat("bgr0")
"""Of the waiting pictures: the one of FFV1's lossless formats that palettes are made from."""
_SHORTEST_TICKS = 2
"""Browsers show what should last one hundredth of a second for a tenth."""


class GifWriter:
    """A GIF that is shown in a loop, written beside its place and moved there when it is finished.

    Whatever ends the run, the pictures written until then make a whole GIF; without pictures there is none.
    """

    def __init__(self, path: Path, width: int, height: int) -> None:
        self._path = path
        self._part = part_of(path, ".gif")
        scale = min(MAX_SIDE_PX / max(width, height), 1.0)
        self._size = max(round(width * scale), 1), max(round(height * scale), 1)
        self._last_ticks = -_SHORTEST_TICKS
        self._folder = tempfile.TemporaryDirectory(prefix="fitcount-")
        self._waiting = Path(self._folder.name) / "pictures.mkv"
        self._spool = av.open(str(self._waiting), "w")
        self._stream = _add_stream(self._spool, "ffv1", _PIXELS.name, self._size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._last_ticks >= 0:
                with one_line_errors(self._path):
                    self._spool.mux(self._stream.encode(None))
                    self._spool.close()
                    self._convert()
                    self._part.replace(self._path)
        finally:
            self._spool.close()
            self._part.unlink(missing_ok=True)
            self._folder.cleanup()

    def write(self, image_rgb: UInt8Array, t_s: float) -> None:
        """Add a picture that is shown from t_s on; one that could not be shown long enough is left out."""
        ticks = round(t_s / TIME_BASE)
        if ticks < self._last_ticks + _SHORTEST_TICKS:
            return
        self._last_ticks = ticks
        frame = av.VideoFrame.from_ndarray(fitted(image_rgb, *self._size), format="rgb24")
        frame.pts, frame.time_base = ticks, TIME_BASE
        with one_line_errors(self._path):
            self._spool.mux(self._stream.encode(frame))

    def _convert(self) -> None:
        palette = _palette(self._frames(), self._size)
        with av.open(str(self._part), "w", format="gif") as container:
            stream = _add_stream(container, "gif", "pal8", self._size)
            for picture in _with_palette(self._frames(), palette, self._size):
                container.mux(stream.encode(picture))
            container.mux(stream.encode(None))

    def _frames(self) -> Iterator[av.VideoFrame]:
        """The pictures that wait, at their times."""
        with av.open(str(self._waiting)) as container:
            for frame in container.decode(video=0):
                frame.pts, frame.time_base = round((frame.time or 0.0) / TIME_BASE), TIME_BASE
                yield frame


def _add_stream(container: OutputContainer, codec: str, pixels: str, size: tuple[int, int]) -> VideoStream:
    stream = cast(VideoStream, container.add_stream(codec, rate=TIME_BASE.denominator))
    stream.width, stream.height = size
    stream.pix_fmt = pixels
    stream.codec_context.time_base = TIME_BASE
    return stream


def _palette(frames: Iterator[av.VideoFrame], size: tuple[int, int]) -> av.VideoFrame:
    """The 256 colours that suit all the frames best, as a picture of 16 x 16 pixels."""
    graph = av.filter.Graph()
    graph.link_nodes(_buffer(graph, size, _PIXELS), graph.add("palettegen"), graph.add("buffersink")).configure()
    for frame in frames:
        graph.push(frame)
    graph.push(None)
    return cast(av.VideoFrame, graph.pull())


def _with_palette(
    frames: Iterator[av.VideoFrame], palette: av.VideoFrame, size: tuple[int, int]
) -> Iterator[av.VideoFrame]:
    """The frames in the palette's colours; the others are mixed from them in a pattern that stands still."""
    graph = av.filter.Graph()
    pictures, colors = _buffer(graph, size, _PIXELS), _buffer(graph, (16, 16), palette.format)
    mixer, sink = graph.add("paletteuse", "dither=bayer:bayer_scale=4:diff_mode=rectangle"), graph.add("buffersink")
    pictures.link_to(mixer, 0, 0)
    colors.link_to(mixer, 0, 1)
    mixer.link_to(sink)
    graph.configure()
    palette.pts, palette.time_base = 0, TIME_BASE
    colors.push(palette)
    colors.push(None)
    for frame in frames:
        pictures.push(frame)
        yield cast(av.VideoFrame, sink.pull())


def _buffer(graph: av.filter.Graph, size: tuple[int, int], pixels: av.VideoFormat) -> av.filter.context.FilterContext:
    return graph.add_buffer(width=size[0], height=size[1], format=pixels, time_base=TIME_BASE)
