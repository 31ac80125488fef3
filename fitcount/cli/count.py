"""`fitcount count` and `fitcount demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from fitcount.cli.live_options import GOAL_OPTION
from fitcount.cli.options import Outputs, exercise_options, output_options, people_option
from fitcount.cli.run_options import HEADLESS_OPTION, SCREENSHOT_OPTION, run_options
from fitcount.config import demo_clip


@click.command()
@click.argument("source", default="0")
@exercise_options("squat")
@GOAL_OPTION
@people_option("How many to count: the JSON becomes a list, the second's trace FILE-2.npz.")
@run_options
def count(**options: Any) -> int:
    """Count repetitions in a video or before a camera.

    SOURCE: a camera's number or name, a video, GIF, folder of pictures or URL.
    """
    return _count(**options)


@click.command()
@HEADLESS_OPTION
@SCREENSHOT_OPTION
@output_options
def demo(headless: bool, screenshot: Path | None, outputs: Outputs) -> int:
    """Count the squats in the clip that fitcount brings along."""
    return _count(source=str(demo_clip()), exercise="squat", headless=headless, screenshot=screenshot, outputs=outputs)


def _count(**options: Any) -> int:
    # Imported here: `fitcount --help` should not wait for a second until the networks' run time is loaded.
    from fitcount.cli.request import Request  # noqa: PLC0415
    from fitcount.cli.running import count_source  # noqa: PLC0415

    return count_source(Request(**options))
