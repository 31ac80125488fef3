"""Options that several commands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from fitcount.errors import UsageError
from fitcount.pose.manifest import estimator_names
from fitcount.pose.provider import CPU, PROVIDERS
from fitcount.sessions.files import check_writable

STDOUT = Path("-")
_PATH = click.Path(path_type=Path)


MODEL_OPTION = click.option(
    "--model",
    type=click.Choice([*estimator_names(), "auto"]),
    default="full",
    show_default=True,
    help="lite is quicker, heavy more exact, upper needs no legs; auto: the largest that keeps up.",
)
DETECTOR_OPTION = click.option(
    "--detector",
    type=click.Choice(["alignment", "box"]),
    default="alignment",
    show_default=True,
    help="alignment turns with the body; box stays upright.",
)
PROVIDER_OPTION = click.option(
    "--provider",
    type=click.Choice([*PROVIDERS], case_sensitive=False),
    default=CPU,
    show_default=True,
    help="What computes the model; the CPU where that is not there.",
)
LED_RECONNECT_S, RECONNECT_S = 60.0, 20.0
"""For so long a camera or stream that breaks off is connected again, unless told otherwise: while somebody sees that,
and can mend it, and where nobody looks."""


def _wait_s(_context: click.Context, _option: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and not seconds >= 0.0:
        raise UsageError(f"--reconnect {seconds:g}: give seconds, 0 or more")
    return seconds


RECONNECT_OPTION = click.option(
    "--reconnect",
    "reconnect_s",
    type=float,
    callback=_wait_s,
    metavar="SECONDS",
    help="Wait so long for a camera or URL that breaks off; 0 ends there."
    f"  [default: {LED_RECONNECT_S:g}, without a dashboard {RECONNECT_S:g}]",
)


def people_option(help_text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """How many persons are followed: `people`."""
    return click.option("--people", default=1, show_default=True, callback=_somebody, help=help_text)


def _somebody(_context: click.Context, _option: click.Parameter, people: int) -> int:
    if people < 1:
        raise UsageError(f"--people {people}: nobody would be followed; name 1 or more")
    return people


CAUSAL_OPTION = click.option(
    "--causal",
    is_flag=True,
    expose_value=False,
    hidden=True,
    help="Accepted for scripts, and changes nothing: counting is causal.",
)
STORE_OPTION = click.option(
    "--store", type=_PATH, metavar="FILE", envvar="FITCOUNT_STORE", help="Where sessions are kept."
)


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the result goes beside the terminal; None: nowhere."""

    json: Path | None
    trace: Path | None
    store: Path | None
    no_store: bool
    keep_trace: bool = True
    """Whether the store has the keypoints as well."""

    def check(self) -> None:
        """Raise UsageError now, rather than after the counting, if one of the files cannot be written."""
        if self.trace == STDOUT:
            raise UsageError("--trace -: a trace is no text: name a file, like --trace squats.npz")
        for path in (self.json, self.trace):
            if path is not None and path != STDOUT:
                check_writable(path)

    def check_apart(self, source: Path, *others: Path | None) -> None:
        """Raise UsageError if an output would overwrite the source or another output."""
        taken = [source.resolve()]
        for path in (self.json, self.trace, *others):
            if path is None or path == STDOUT:
                continue
            if path.resolve() in taken:
                what = "the source itself" if path.resolve() == taken[0] else "named twice"
                raise UsageError(f"{path}: is {what}: choose another name")
            taken.append(path.resolve())


@dataclass(frozen=True, slots=True)
class CameraOptions:
    """What a camera is asked for, and how it is shown; None: as is usual."""

    size_px: tuple[int, int] | None = None
    """Width and height."""
    fps: float | None = None
    mirror: bool | None = None


_SIZE = re.compile("([1-9]\\d{1,4})[x\N{MULTIPLICATION SIGN}*]([1-9]\\d{1,4})", re.IGNORECASE)
_MOST_FPS = 1000.0


def _size_px(_context: click.Context, _option: click.Parameter, size: str | None) -> tuple[int, int] | None:
    if size is None:
        return None
    if (found := _SIZE.fullmatch(size)) is None:
        raise UsageError(f"--size {size}: give width and height in pixels, like 1280x720")
    return int(found[1]), int(found[2])


def _rate(_context: click.Context, _option: click.Parameter, fps: float | None) -> float | None:
    if fps is not None and not 0 < fps <= _MOST_FPS:
        raise UsageError(f"--rate {fps:g}: give pictures a second, above 0 and up to {_MOST_FPS:g}, like 30")
    return fps


def camera_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a camera is asked for, and how it is shown: `camera`."""

    @wraps(command)
    def with_camera(size: tuple[int, int] | None, rate: float | None, mirror: bool | None, **others: Any) -> Any:
        return command(camera=CameraOptions(size, rate, mirror), **others)

    decorated: Callable[..., Any] = with_camera
    for option in (
        click.option(
            "--mirror/--no-mirror",
            default=None,
            help="Show the picture as in a mirror; this computer's cameras are, unless told otherwise.",
        ),
        click.option("--rate", type=float, metavar="N", callback=_rate, help="Pictures a second, of a camera."),
        click.option(
            "--size", metavar="WIDTHxHEIGHT", callback=_size_px, help="Of a camera's pictures; usually 640x480."
        ),
    ):
        decorated = option(decorated)
    return decorated


def exercise_options(default: str | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """What is counted, and how strictly: `exercise`, `standard`.

    `default`: the exercise if none is named; None for that which was counted before.
    """
    otherwise = "; what it was counted as" if default is None else ""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            CAUSAL_OPTION,
            click.option("--standard", metavar="NAME", help="How good a rep must be, of the exercise's standards."),
            click.option(
                "-e",
                "--exercise",
                metavar="NAME",
                default=default,
                show_default=default is not None,
                help=f"Name, path of a YAML file, or auto: whichever is done{otherwise}.",
            ),
        ):
            command = option(command)
        return command

    return add


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where the result goes: `outputs`."""

    @wraps(command)
    def with_outputs(
        json_path: Path | None,
        trace_path: Path | None,
        store: Path | None,
        no_store: bool,
        no_keep_trace: bool,
        **others: Any,
    ) -> Any:
        outputs = Outputs(json_path, trace_path, store, no_store, not no_keep_trace)
        outputs.check()
        return command(outputs=outputs, **others)

    decorated: Callable[..., Any] = with_outputs
    for option in (
        STORE_OPTION,
        click.option("--no-keep-trace", is_flag=True, help="Keep what was counted, but not the keypoints."),
        click.option("--no-store", is_flag=True, help="Keep nothing of this session."),
        click.option("--trace", "trace_path", type=_PATH, metavar="FILE.npz", help="Save the keypoints, to recount."),
        click.option("--json", "json_path", type=_PATH, metavar="FILE|-", help="Save or print the result as JSON."),
    ):
        decorated = option(decorated)
    return decorated
