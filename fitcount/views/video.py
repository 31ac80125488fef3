"""Writes a video whose pictures keep their time stamps."""

import math
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import Colorspace
from av.video.stream import VideoStream

from fitcount.fit import fitted
from fitcount.types import UInt8Array
from fitcount.views.part import one_line_errors, part_of

TIME_BASE = Fraction(1, 60_000)
"""Fine enough for 29.97 frames a second, and within the 16 bits that MPEG-4 part 2 has for it."""
PIECE_FRAMES = 60
"""Of a video that is written in place: a piece is on the disk when it is whole."""
_IN_PIECES = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "flush_packets": "1"}
_QUALITY_UNIT = 118
"""FFmpeg's FF_QP2LAMBDA: quantizers are given in this many steps each."""
_CODECS = {
    "libx264": {"crf": "20", "preset": "veryfast"},
    "mpeg4": {"flags": "+qscale", "global_quality": str(3 * _QUALITY_UNIT)},
}
"""Preferred first; not every build of FFmpeg may carry x264."""


class VideoWriter:
    """An MP4 that plays in browsers, written beside its place and moved there when it is finished.

    Whatever ends the run, the frames written until then make a playable file; without frames there is none. One that is
    written `in_place` can be played up to its last seconds even if the program is killed.
    """

    def __init__(self, path: Path, width: int, height: int, fps: float, *, in_place: bool = False) -> None:
        self._path = path
        self._part = path if in_place else part_of(path, ".mp4")
        self._size = width, height
        self._last_pts = -1
        with one_line_errors(path):
            options = _IN_PIECES if in_place else {"movflags": "faststart"}
            self._container = av.open(str(self._part), "w", format="mp4", options=options)
            self._stream = _add_stream(self._container, width, height, fps)
            if in_place:
                self._stream.gop_size = PIECE_FRAMES

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._last_pts < 0:
            self._container.close()
            self._part.unlink(missing_ok=True)
            return
        with one_line_errors(self._path):
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._part.replace(self._path)

    def write(self, image_rgb: UInt8Array, t_s: float) -> None:
        """Add a picture that is shown from t_s on."""
        width, height = self._size
        picture = fitted(image_rgb, width, height)
        even = np.asarray(cv2.copyMakeBorder(picture, 0, height % 2, 0, width % 2, cv2.BORDER_REPLICATE), np.uint8)
        frame = av.VideoFrame.from_ndarray(even, format="rgb24")
        # Two frames may carry the same time stamp, but a video cannot show two pictures at once.
        frame.pts, frame.time_base = max(round(t_s / TIME_BASE), self._last_pts + 1), TIME_BASE
        with one_line_errors(self._path):
            self._container.mux(self._stream.encode(frame))
        self._last_pts = frame.pts


def _add_stream(container: OutputContainer, width: int, height: int, fps: float) -> VideoStream:
    """A stream with the even sides that 4:2:0 needs; `fps` only guides the encoder."""
    codec = next(name for name in _CODECS if name in av.codecs_available)
    rate = Fraction(fps).limit_denominator(TIME_BASE.denominator) if math.isfinite(fps) and fps > 0 else 30
    stream = cast(VideoStream, container.add_stream(codec, rate=rate, options=_CODECS[codec]))
    stream.width, stream.height = width + width % 2, height + height % 2
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = TIME_BASE
    # Without a tag, players guess the matrix from the size, and large pictures come out greenish.
    stream.codec_context.colorspace = Colorspace.ITU601
    return stream
