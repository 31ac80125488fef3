"""`fitcount cameras`."""

from __future__ import annotations

import json
import sys

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON, with each format.")
def cameras(as_json: bool) -> int:
    """List this computer's cameras, their sizes and rates.

    A number or name is what `fitcount count` takes for SOURCE; size and rate are for --size and --rate.
    """
    from dataclasses import asdict  # noqa: PLC0415

    from rich.console import Console  # noqa: PLC0415  (see count)

    from fitcount.frames import list_cameras  # noqa: PLC0415
    from fitcount.views.camera_list import camera_list  # noqa: PLC0415

    there = list_cameras()
    if as_json:
        click.echo(json.dumps([asdict(camera) for camera in there], indent=1, ensure_ascii=False))
    else:
        Console().print(camera_list(there, sys.platform))
    return 0
