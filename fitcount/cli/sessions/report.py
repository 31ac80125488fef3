"""`fitcount sessions report`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fitcount.cli.options import STDOUT, STORE_OPTION
from fitcount.cli.sessions.arguments import ID
from fitcount.cli.sessions.drawn import frames_to_draw
from fitcount.errors import SourceError, UsageError

if TYPE_CHECKING:
    from fitcount.sessions.store import Store
    from fitcount.types import UInt8Array
    from fitcount.views.report import FrameAt


@click.command(short_help="Write a session as one HTML file that opens offline.")
@ID
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Where to write it; otherwise fitcount-ID.html in this folder.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there already.")
@STORE_OPTION
def report(session_id: int, output: Path | None, overwrite: bool, store: Path | None) -> int:
    """Write a session as one HTML file that opens offline: counts, pictures, plots, what to work on."""
    from fitcount.cli.exercise_words import words_of_session  # noqa: PLC0415  (numpy, OpenCV: not needed for --help)
    from fitcount.sessions.files import write_whole  # noqa: PLC0415
    from fitcount.sessions.store import Store  # noqa: PLC0415
    from fitcount.views.report import page, tell  # noqa: PLC0415

    path = output or Path(f"fitcount-{session_id}.html")
    _check(path, overwrite=overwrite)
    place = Store(store)
    session = place.session(session_id)
    with ExitStack() as stack:
        frame_at = _frame_at(stack, place, session_id)
        story = tell(session, frames_to_draw(place, session_id), words_of_session(session), frame_at)
    content = page(story).encode()
    write_whole(path, content)
    click.echo(f"{path}: {len(content) / 1e6:.1f} MB, opens in any browser, without a network")
    return 0


def _check(path: Path, *, overwrite: bool) -> None:
    from fitcount.sessions.files import check_writable  # noqa: PLC0415

    if path == STDOUT:
        raise UsageError("-o -: a report is looked at in a browser: name a file, like -o report.html")
    if path.is_file() and not overwrite:
        raise UsageError(f"{path}: is there already: name another file with -o, or add --overwrite")
    check_writable(path)


def _frame_at(stack: ExitStack, place: Store, session_id: int) -> FrameAt:
    """The pictures of the video, if it was kept; what cannot be read of it does not cost the report."""
    from fitcount.cli.warning import warn  # noqa: PLC0415
    from fitcount.frames.glimpse import Glimpses  # noqa: PLC0415
    from fitcount.views.report import no_frames  # noqa: PLC0415

    video = place.video_path(session_id)
    if video is None:
        return no_frames
    try:
        glimpses = stack.enter_context(Glimpses(video))
    except SourceError as error:
        warn(f"{error}; pictures are drawn without the video")
        return no_frames

    def at(t_s: float) -> UInt8Array | None:
        try:
            return glimpses.at(t_s)
        except SourceError as error:
            warn(f"{error}; this picture is drawn without the video")
            return None

    return at
