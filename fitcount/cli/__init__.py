"""The command line: `fitcount COMMAND`, one module a command."""

from __future__ import annotations

import errno
import os
import stat
import sys
import traceback
from collections.abc import Sequence
from typing import TextIO

import click

from fitcount.cli.cameras import cameras
from fitcount.cli.count import count, demo
from fitcount.cli.doctor import doctor
from fitcount.cli.eval import evaluate_clips
from fitcount.cli.exercises import exercises
from fitcount.cli.interrupts import Interrupts
from fitcount.cli.pose import pose
from fitcount.cli.recount import recount
from fitcount.cli.sessions import sessions
from fitcount.cli.workout import workout
from fitcount.errors import FitcountError

DONE, WRONG, INTERRUPTED = 0, 2, 130
"""Exit codes."""


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="fitcount", message="%(prog)s %(version)s")
def cli() -> None:
    """Count exercise repetitions from a camera or a video, and say why one did not count.

    `fitcount demo` shows how it works, `fitcount count` begins in front of your camera.
    """


for command in (count, demo, workout, pose, recount, exercises, sessions, evaluate_clips, cameras, doctor):
    cli.add_command(command)
for command in (
    count,
    demo,
    workout,
    pose,
    recount,
    *exercises.commands.values(),
    *sessions.commands.values(),
    evaluate_clips,
    cameras,
    doctor,
):
    command.params.append(
        click.Option(["--debug"], is_flag=True, expose_value=False, help="Show an error's traceback.")
    )


def main() -> None:
    """Run the program and exit with its code."""
    with Interrupts():
        code = run(sys.argv[1:])
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code; an error becomes one line on stderr."""
    debug = "--debug" in arguments
    try:
        code = cli.main(list(arguments), prog_name="fitcount", standalone_mode=False) or DONE
        sys.stdout.flush()
        return code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return DONE
    except (FitcountError, click.ClickException) as error:
        if debug:
            traceback.print_exc()
        return _complain(error)
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Whoever read our output has closed it (`| head`), of which click and rich make a SystemExit: nothing is wrong.
        _say_no_more(sys.stdout)
        return DONE
    except OSError as error:
        # A terminal that was closed is still a device, but no terminal any more.
        if error.errno != errno.EIO or not stat.S_ISCHR(os.fstat(sys.stdout.fileno()).st_mode):
            raise
        _say_no_more(sys.stdout, sys.stderr)
        return INTERRUPTED


def _say_no_more(*streams: TextIO) -> None:
    """Nobody reads them: what is left in a buffer would be an error when the program ends."""
    for stream in streams:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _complain(error: FitcountError | click.ClickException) -> int:
    message = error.format_message() if isinstance(error, click.ClickException) else str(error)
    print(f"fitcount: {' '.join(message.split())}", file=sys.stderr)
    return WRONG
