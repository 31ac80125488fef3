"""`fitcount pose`: BlazePose alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fitcount.cli.interrupts import Interrupts
from fitcount.cli.options import (
    DETECTOR_OPTION,
    MODEL_OPTION,
    PROVIDER_OPTION,
    CameraOptions,
    camera_options,
    people_option,
)

if TYPE_CHECKING:
    from fitcount.cli.observer import Observer
    from fitcount.cli.sinks import Sink
    from fitcount.frames import Source
    from fitcount.views.pose_summary import Tally

INTERRUPTED = 130
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("source")
@click.option(
    "--out",
    type=_PATH,
    multiple=True,
    metavar="PATH",
    help="Draw into FILE.png, .jpg, .mp4, .gif or a FOLDER; repeatable.",
)
@click.option(
    "--save",
    type=_PATH,
    multiple=True,
    metavar="FILE",
    help="Save the keypoints as FILE.npz, .jsonl or .csv; repeatable.",
)
@camera_options
@MODEL_OPTION
@DETECTOR_OPTION
@PROVIDER_OPTION
@people_option("How many to follow; several are numbered.")
@click.option("--regions", is_flag=True, help="Draw where the model looked, and the detector's boxes.")
@click.option("--raw", is_flag=True, help="Do not smooth over time.")
@click.option("--headless", is_flag=True, help="Show nothing but the summary.")
def pose(**options: Any) -> int:
    """Show, draw or save the landmarks of who is in SOURCE.

    SOURCE: a picture, folder of pictures, video, GIF, camera's number or name, or URL. The pictures of a folder are
    taken one by one, as if they had nothing to do with each other; a video is followed and smoothed.
    """
    return _pose(**options)


def _pose(
    *,
    source: str,
    out: Sequence[Path],
    save: Sequence[Path],
    model: str,
    detector: Any,
    provider: str,
    people: int,
    regions: bool,
    raw: bool,
    headless: bool,
    camera: CameraOptions,
) -> int:
    # Imported here: `fitcount --help` should not wait for a second until the networks' run time is loaded.
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.observer import Observer  # noqa: PLC0415
    from fitcount.cli.opening import open_as_asked  # noqa: PLC0415
    from fitcount.cli.pose_outputs import Kind, check_outputs, kind_of  # noqa: PLC0415
    from fitcount.cli.sinks import KeypointFile, Mirror, drawing_sink, showing_sinks  # noqa: PLC0415
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.pipeline import chosen_model  # noqa: PLC0415
    from fitcount.pose.networks import load_networks  # noqa: PLC0415
    from fitcount.views.pose_summary import Tally, in_a_line  # noqa: PLC0415

    check_outputs(source, out, save)
    kind, console, tally = kind_of(source), Console(), Tally()
    with Interrupts() as interrupts, ExitStack() as stack:
        opened = open_as_asked(source, camera)
        frames = stack.enter_context(opened.source)
        model = chosen_model(model, frames.info, provider)
        networks = load_networks(model, provider)
        if networks.note:
            warn(networks.note)
        observer = Observer(networks, detector, people, still=kind is not Kind.VIDEO, smooth=not raw)
        sinks: list[Sink] = [stack.enter_context(KeypointFile(path)) for path in save]
        sinks += [drawing_sink(stack, path, kind, source, frames.info, regions=regions) for path in out]
        if not headless:
            shown = showing_sinks(stack, console, kind, frames.info, model=model, tally=tally, regions=regions)
            sinks += map(Mirror, shown) if opened.mirrored else shown
        interrupted = _run(frames, observer, sinks, tally)
        interrupts.hold()
    for warning in frames.warnings:
        warn(warning)
    console.print(in_a_line(tally, interrupted=interrupted), highlight=False)
    return INTERRUPTED if interrupted else 0


def _run(frames: Source, observer: Observer, sinks: Sequence[Sink], tally: Tally) -> bool:
    """Hand every frame to every sink; True if Ctrl-C has ended it."""
    tally.start()
    try:
        for frame in frames:
            sighting = observer.look(frame)
            tally.add(sighting)
            for sink in sinks:
                sink.take(sighting)
    except KeyboardInterrupt:
        return True
    return False
