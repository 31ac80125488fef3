"""`fitcount count` and `fitcount demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fitcount.cli.live_options import live_options
from fitcount.cli.options import (
    DETECTOR_OPTION,
    MODEL_OPTION,
    PROVIDER_OPTION,
    RECONNECT_OPTION,
    Outputs,
    camera_options,
    exercise_options,
    output_options,
    people_option,
)
from fitcount.config import demo_clip


@click.command()
@click.argument("source", default="0")
@exercise_options
@click.option("--headless", is_flag=True, help="Show nothing while counting.")
@click.option("--window", is_flag=True, help="Show the picture in a window, to be seen from afar.")
@camera_options
@MODEL_OPTION
@DETECTOR_OPTION
@PROVIDER_OPTION
@RECONNECT_OPTION
@people_option("How many to count: the JSON becomes a list, the second's trace FILE-2.npz.")
@click.option("--save-video", type=click.Path(path_type=Path), metavar="FILE.mp4", help="Save with the skeleton drawn.")
@click.option("--keep-video", is_flag=True, help="Keep the video with the session; otherwise none is kept.")
@click.option("--screenshot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Save the dashboard.")
@live_options
@output_options
def count(**options: Any) -> int:
    """Count the reps in SOURCE: a camera's number or name, a video, GIF, folder of pictures or URL."""
    return _count(**options)


@click.command()
@click.option("--headless", is_flag=True, help="Show nothing while counting.")
@click.option("--screenshot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Save the dashboard.")
@output_options
def demo(headless: bool, screenshot: Path | None, outputs: Outputs) -> int:
    """Count the squats in the clip that fitcount brings along."""
    return _count(source=str(demo_clip()), exercise="squat", headless=headless, screenshot=screenshot, outputs=outputs)


def _count(**options: Any) -> int:
    # Imported here: `fitcount --help` should not wait for a second until the networks' run time is loaded.
    from fitcount.cli.running import Request, count_source  # noqa: PLC0415

    return count_source(Request(**options))
