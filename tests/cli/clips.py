"""Clips for whole runs: short, as a run takes its time for each frame."""

from __future__ import annotations

from fractions import Fraction
from itertools import islice
from pathlib import Path

import av

from fitcount.config import demo_clip

SHORT_FRAMES = 93
"""The first squat of the bundled clip, and no more."""


def make_short_clip(path: Path) -> Path:
    """The first squat of the bundled clip, encoded again."""
    with av.open(str(demo_clip())) as whole, av.open(str(path), "w") as short:
        stream = short.add_stream("libx264", rate=30)
        assert isinstance(stream, av.VideoStream)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 640, 480, "yuv420p", 10
        stream.codec_context.time_base = Fraction(1, 30)
        for number, picture in enumerate(islice(whole.decode(video=0), SHORT_FRAMES)):
            frame = av.VideoFrame.from_ndarray(picture.to_ndarray(format="rgb24")).reformat(format="yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, 30)
            short.mux(stream.encode(frame))
        short.mux(stream.encode())
    return path


def remux(source: Path, target: Path, options: dict[str, str] | None = None) -> Path:
    """The same pictures in another container."""
    with av.open(str(source)) as whole, av.open(str(target), "w", options=options or {}) as out:
        stream = out.add_stream_from_template(whole.streams.video[0])
        for packet in whole.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    return target


def frames_in(path: Path) -> int:
    """How many pictures a video holds."""
    with av.open(str(path)) as video:
        return sum(1 for _ in video.decode(video=0))
