"""`fitcount count` and `fitcount demo`."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from fitcount.cli.interrupts import Interrupts
from fitcount.cli.options import (
    DETECTOR_OPTION,
    MODEL_OPTION,
    PROVIDER_OPTION,
    STDOUT,
    Outputs,
    exercise_options,
    output_options,
    people_option,
)
from fitcount.config import demo_clip
from fitcount.errors import UsageError
from fitcount.pose.provider import CPU

INTERRUPTED = 130


@click.command()
@click.argument("source", default="0")
@exercise_options
@click.option("--headless", is_flag=True, help="Show nothing while counting.")
@MODEL_OPTION
@DETECTOR_OPTION
@PROVIDER_OPTION
@people_option("How many to count: the JSON becomes a list, the second's trace FILE-2.npz.")
@click.option("--save-video", type=click.Path(path_type=Path), metavar="FILE.mp4", help="Save with the skeleton drawn.")
@click.option("--keep-video", is_flag=True, help="Keep the video with the session; otherwise none is kept.")
@click.option("--screenshot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Save the dashboard.")
@output_options
def count(**options: Any) -> int:
    """Count the reps in SOURCE: a camera's number, a video, GIF, folder of pictures or URL."""
    return _count(**options)


@click.command()
@click.option("--headless", is_flag=True, help="Show nothing while counting.")
@click.option("--screenshot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Save the dashboard.")
@output_options
def demo(headless: bool, screenshot: Path | None, outputs: Outputs) -> int:
    """Count the squats in the clip that fitcount brings along."""
    return _count(
        source=str(demo_clip()),
        exercise="squat",
        standard=None,
        headless=headless,
        model="full",
        detector="alignment",
        save_video=None,
        screenshot=screenshot,
        outputs=outputs,
    )


def _count(
    *,
    source: str,
    exercise: str,
    standard: str | None,
    headless: bool,
    model: str,
    detector: Any,
    save_video: Path | None,
    screenshot: Path | None,
    outputs: Outputs,
    people: int = 1,
    provider: str = CPU,
    keep_video: bool = False,
) -> int:
    # Imported here: `fitcount --help` should not wait for a second until the networks' run time is loaded.
    from rich.console import Console  # noqa: PLC0415

    from fitcount.cli.deliver import deliver  # noqa: PLC0415
    from fitcount.cli.keeping import Run, asked_for  # noqa: PLC0415
    from fitcount.cli.recording import kept_video, recording  # noqa: PLC0415
    from fitcount.cli.rescue import trace_path  # noqa: PLC0415
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.cli.watchers import VideoWatcher, ViewWatcher, choose_view  # noqa: PLC0415
    from fitcount.frames import open_source  # noqa: PLC0415
    from fitcount.pipeline import Counting, Watcher, check_visible, chosen_model, count_frames, make_tracker  # noqa: PLC0415
    from fitcount.reps.library import named_exercise, standard_of  # noqa: PLC0415
    from fitcount.sessions.files import check_writable  # noqa: PLC0415
    from fitcount.views.screenshot import Screenshot  # noqa: PLC0415

    if keep_video and outputs.no_store:
        raise UsageError("--keep-video: the video is kept with the session: leave out --no-store, or use --save-video")
    if screenshot is not None:
        check_writable(screenshot)
    if outputs.trace is not None:
        for number in range(2, people + 1):
            check_writable(trace_path(outputs.trace, number))
    outputs.check_apart(Path(source), save_video, screenshot)
    chosen = named_exercise(exercise, warn)
    check_visible(chosen, model)
    wanted = standard_of(chosen, standard)
    countings = [Counting(chosen, wanted) for _ in range(people)]
    console = Console()
    started_at = datetime.now().astimezone()
    with Interrupts() as interrupts, ExitStack() as keeping:
        with ExitStack() as stack:
            frames = stack.enter_context(open_source(source))
            model = chosen_model(model, frames.info, provider)
            tracker = make_tracker(model, detector, people, provider, tell=warn)
            run = Run(started_at, asked_for(exercise), model, several=people > 1)
            recorder = recording(keeping, outputs, run, frames.info, countings)
            watchers: list[Watcher] = [] if recorder is None else [recorder]
            if recorder is not None and keep_video:
                watchers += kept_video(stack, recorder, frames.info)
            if save_video is not None:
                watchers.append(stack.enter_context(VideoWatcher(save_video, frames.info)))
            if screenshot is not None:
                picture = Screenshot(screenshot, frames.info, wanted, model)
                watchers.append(ViewWatcher(stack.enter_context(picture)))
            if not headless and outputs.json != STDOUT:
                view = choose_view(console, wanted, model, frames.info)
                watchers.append(ViewWatcher(stack.enter_context(view)))
            outcomes = count_frames(frames, tracker, countings, model, watchers)
            interrupts.hold()
        deliver(outcomes, outputs, console, run, recorder)
    return INTERRUPTED if outcomes[0].interrupted else 0
