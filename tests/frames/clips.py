"""Makes small videos whose frames can be told apart by their colour."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Disposition

from fitcount.types import UInt8Array

FPS = 30


def shade(index: int, width: int = 64, height: int = 48) -> UInt8Array:
    """Frame number `index` (below 31): a grey of its own, the top left quarter red."""
    image = np.full((height, width, 3), 40 + 7 * index, np.uint8)
    image[: height // 2, : width // 2] = (220, 30, 30)
    return image


def shade_index(image: UInt8Array) -> int:
    """Which frame that was, from its lower right quarter."""
    height, width, _ = image.shape
    return round((float(image[height // 2 + 8 :, width // 2 + 8 :].mean()) - 40) / 7)


def noise(index: int, width: int = 160, height: int = 120) -> UInt8Array:
    """A picture that compresses badly, so that a file has bytes to lose in every frame."""
    return np.random.default_rng(index).integers(0, 255, (height, width, 3), np.uint8)


def make_video(
    path: Path,
    pictures: Sequence[UInt8Array],
    stamps: Sequence[int] | None = None,
    *,
    time_base: Fraction = Fraction(1, FPS),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
) -> Path:
    """Write `pictures` at `stamps` (in `time_base`; 0, 1, 2 ... by default), a key frame every tenth."""
    with av.open(str(path), "w", options=options or {}) as container:
        stream = container.add_stream(codec, rate=round(1 / time_base))
        assert isinstance(stream, av.VideoStream)
        stream.height, stream.width, _ = pictures[0].shape
        stream.pix_fmt, stream.gop_size, stream.codec_context.time_base = pixels, 10, time_base
        if codec == "libx264":
            stream.options = {"preset": "veryfast"}
        for stamp, picture in zip(stamps or range(len(pictures)), pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture).reformat(format=pixels)
            frame.pts, frame.time_base = stamp, time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def make_sound(path: Path, cover: bool = False) -> Path:
    """A file with sound and no pictures, but for that on its `cover`."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("png") if cover else None
        stream = container.add_stream("aac", rate=44100)
        assert isinstance(stream, av.AudioStream)
        if isinstance(picture, av.VideoStream):
            picture.width, picture.height, picture.pix_fmt = 64, 48, "rgb24"
            picture.disposition = Disposition.attached_pic
            container.mux(picture.encode(av.VideoFrame.from_ndarray(shade(0))))
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 44100, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def set_display_matrix(path: Path, a: int, b: int, c: int, d: int) -> Path:
    """Patch the matrix in the video track's header (tkhd) of an MP4."""
    data = bytearray(path.read_bytes())
    # tkhd, version 0: its name, flags, times, id, duration, layer, volume and gaps take 44 bytes.
    matrix = data.index(b"tkhd") + 44
    data[matrix : matrix + 36] = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    path.write_bytes(data)
    return path


def cut(path: Path, share: float) -> Path:
    """Keep only the first `share` of the file's bytes."""
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    return path


def with_exif_orientation(jpeg: bytes, orientation: int) -> bytes:
    """A JPEG with the EXIF block by which a phone says how it was held."""
    tiff = b"II*\0" + struct.pack("<IHHHIII", 8, 1, 0x112, 3, 1, orientation, 0)
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]
