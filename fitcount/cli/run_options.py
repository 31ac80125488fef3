"""Options of the commands that count a source, whatever they count in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from fitcount.cli.live_options import heard_options
from fitcount.cli.options import (
    DETECTOR_OPTION,
    MODEL_OPTION,
    PROVIDER_OPTION,
    RECONNECT_OPTION,
    camera_options,
    output_options,
)

HEADLESS_OPTION = click.option("--headless", is_flag=True, help="Show nothing while counting.")
SCREENSHOT_OPTION = click.option(
    "--screenshot", type=click.Path(path_type=Path), metavar="FILE.svg", help="Save the dashboard."
)
_SHOWN = (
    HEADLESS_OPTION,
    click.option("--window", is_flag=True, help="Show the picture in a window, to be seen from afar."),
    heard_options,
)
_SEEN = (camera_options, RECONNECT_OPTION, MODEL_OPTION, DETECTOR_OPTION, PROVIDER_OPTION)
_KEPT = (
    click.option("--save-video", type=click.Path(path_type=Path), metavar="FILE.mp4", help="Save with the skeleton."),
    click.option("--keep-video", is_flag=True, help="Keep the video with the session; otherwise none is kept."),
    SCREENSHOT_OPTION,
    output_options,
)


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a source is opened, seen, shown, heard and kept: all of `request.Request` but what is counted."""
    for option in reversed((*_SHOWN, *_SEEN, *_KEPT)):
        command = option(command)
    return command
