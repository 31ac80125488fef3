"""`fitcount doctor`: is all there that counting needs?"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from fitcount.pose.backend import Model
    from fitcount.types import UInt8Array

WARM_UP, TIMED = 2, 10
"""Runs of each network."""
TIMED_MODEL = "full"
"""With each provider."""


class Found(Enum):
    """What was looked for; the value is what stands before its line."""

    OK = "ok"
    ABSENT = "-"
    """Only not there, which is no fault: what needs it can be left out, or something else takes its place."""
    BAD = "BAD"

    @classmethod
    def unless(cls, *, bad: bool) -> Found:
        """What is there, and may be broken."""
        return cls.BAD if bad else cls.OK


Line = tuple[Found, str]


@click.command()
@click.option("--sound", is_flag=True, help="Play each sound, and say what it means; check nothing else.")
def doctor(sound: bool) -> int:
    """Check models, cameras and speed; say what lies where."""
    if sound:
        from fitcount.cli.sound_check import play_sounds  # noqa: PLC0415

        return play_sounds()
    failed = False
    for title, lines in (
        ("program", _program()),
        ("models", _models()),
        ("providers", _providers()),
        ("cameras", _cameras()),
        ("sound", _sound()),
        ("data", _data()),
    ):
        click.echo(title)
        for found, line in lines:
            failed |= found is Found.BAD
            click.echo(f"  {found.value:4} {line}")
    return 2 if failed else 0


def _program() -> Iterator[Line]:
    from importlib.metadata import version  # noqa: PLC0415

    yield Found.OK, f"fitcount {version('fitcount')}, Python {platform.python_version()}, {platform.platform()}"
    for package in ("opencv-python-headless", "av", "numpy", "scipy", "rich"):
        yield Found.OK, f"{package} {version(package)}"


def _models() -> Iterator[Line]:
    """Load each model, which checks its SHA-256, and time it."""
    import numpy as np  # noqa: PLC0415  (it takes longer than `--help`)

    from fitcount.errors import ModelError  # noqa: PLC0415
    from fitcount.pose.backend import Model  # noqa: PLC0415
    from fitcount.pose.manifest import manifest  # noqa: PLC0415

    for name, entry in manifest().items():
        try:
            model = Model(name)
        except ModelError as error:
            yield Found.BAD, str(error)
            continue
        picture = np.zeros(entry["input"]["shape"][1:], np.uint8)
        yield Found.OK, f"{name:14} SHA-256 {entry['sha256'][:12]}…  {_median_ms(model, picture):5.1f} ms a picture"


def _median_ms(model: Model, picture: UInt8Array) -> float:
    import numpy as np  # noqa: PLC0415

    times_ms = []
    for _ in range(WARM_UP + TIMED):
        start_s = time.perf_counter()
        model.run(picture)
        times_ms.append((time.perf_counter() - start_s) * 1e3)
    return float(np.median(times_ms[WARM_UP:]))


def _providers() -> Iterator[Line]:
    """Whether each provider is there and starts; where one does not, the CPU takes its place."""
    import numpy as np  # noqa: PLC0415
    import onnxruntime as ort  # noqa: PLC0415

    from fitcount.errors import ModelError  # noqa: PLC0415
    from fitcount.pose.backend import Model  # noqa: PLC0415
    from fitcount.pose.manifest import manifest  # noqa: PLC0415
    from fitcount.pose.provider import PROVIDERS, offered_by  # noqa: PLC0415

    there = offered_by(ort.get_available_providers())
    missing = [name for name in PROVIDERS if name not in there]
    # Not the package's version: it has another name for each provider.
    yield Found.OK, f"onnxruntime {ort.__version__}{', without ' if missing else ''}{', '.join(missing)}"
    for name in there:
        try:
            model = Model(TIMED_MODEL, provider=name)
        except ModelError:  # told above
            yield Found.BAD, f"{name:14} cannot be tried without {TIMED_MODEL}"
            continue
        picture = np.zeros(manifest()[TIMED_MODEL]["input"]["shape"][1:], np.uint8)
        if model.note:
            yield Found.ABSENT, f"{name:14} {model.note}"
        else:
            yield Found.OK, f"{name:14} {_median_ms(model, picture):5.1f} ms a picture with {TIMED_MODEL}"


def _cameras() -> Iterator[Line]:
    from fitcount.frames import list_cameras  # noqa: PLC0415
    from fitcount.views.camera_list import in_a_line  # noqa: PLC0415

    there = list_cameras()
    for camera in there:
        yield Found.unless(bad=bool(camera.trouble)), in_a_line(camera)
    if not there:
        # Videos can be counted without one.
        yield Found.ABSENT, "none: `fitcount cameras` says what to do"


def _sound() -> Iterator[Line]:
    """Without it, everything is to be seen as well."""
    from fitcount.feedback.found import NO_PLAYER, NO_VOICE, players, voices  # noqa: PLC0415

    for title, devices, nothing in (("player", players(), NO_PLAYER), ("voice", voices(), NO_VOICE)):
        # One program may be there in several ways.
        names = list(dict.fromkeys(device.name for device in devices))
        yield Found.OK if names else Found.ABSENT, f"{title:9} {'; if that fails, '.join(names) or nothing}"


def _data() -> Iterator[Line]:
    from fitcount.config import own_exercises, shipped  # noqa: PLC0415
    from fitcount.errors import StoreError  # noqa: PLC0415
    from fitcount.sessions.store import Store, default_store  # noqa: PLC0415

    yield Found.OK, f"models    {shipped('models')}"
    yield Found.OK, f"exercises {shipped('exercises')}"
    own = own_exercises()
    yield (Found.OK, f"your own  {own}") if own.is_dir() else (Found.ABSENT, f"your own  {own} (not there yet)")
    store = Store(Path(os.environ.get("FITCOUNT_STORE") or default_store()))
    try:
        kept = len(store.entries())
    except StoreError as error:
        yield Found.BAD, f"sessions  {error}"
        return
    yield Found.OK, f"sessions  {store.path}: {kept}, {_size(store.places.store_files())}"
    keypoints, videos = _size(store.places.traces()), _size(store.places.videos())
    yield Found.OK, f"          {store.places.folder}: keypoints {keypoints}, videos {videos}"


def _size(paths: Iterable[Path]) -> str:
    """Of all of them together: 1.2 MB."""
    return f"{sum(path.stat().st_size for path in paths) / 1e6:.1f} MB"
