"""What the command line says of itself, and how quickly."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.cli import cli

from .conftest import Fitcount

TRACES = Path(__file__).parents[1] / "traces"


def all_commands() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, command in cli.commands.items():
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, below) for below in command.commands]
    return found


@pytest.mark.parametrize("command", all_commands(), ids=" ".join)
def test_every_command_and_each_of_its_options_has_help(command: tuple[str, ...], fitcount: Fitcount) -> None:
    said = fitcount(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: fitcount {' '.join(command)} ")
    assert fitcount(*command, "-h") == said
    found: click.Command = cli
    for name in command:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    assert found.get_short_help_str()
    assert [option.name for option in found.params if isinstance(option, click.Option) and not option.help] == []


@pytest.mark.parametrize("command", [(), ("count",)], ids=["fitcount", "count"])
def test_help_looks_as_designed(command: tuple[str, ...], fitcount: Fitcount, snapshot: SnapshotAssertion) -> None:
    assert fitcount(*command, "--help").out == snapshot


@pytest.mark.parametrize("group", [(), ("exercises",), ("sessions",)], ids=" ".join)
def test_what_a_command_does_is_told_in_a_line_of_80_columns(group: tuple[str, ...], fitcount: Fitcount) -> None:
    """Whole, not "... at a"."""
    rows = fitcount(*group, "--help").out.partition("Commands:\n")[2].partition("\n\n")[0].splitlines()
    names = [command[-1] for command in all_commands() if command[:-1] == group]
    assert sorted(row.split()[0] for row in rows) == sorted(names), "one line each"
    assert [row for row in rows if row.endswith("...") or len(row) > 80] == []


def test_help_says_how_to_begin(fitcount: Fitcount) -> None:
    assert "`fitcount demo` shows how it works" in fitcount().out


def test_without_a_command_there_is_help(fitcount: Fitcount) -> None:
    said = fitcount()
    assert (said.code, said.err) == (0, "")
    assert said.out == fitcount("--help").out


def test_says_its_version(fitcount: Fitcount) -> None:
    assert fitcount("--version").out == f"fitcount {version('fitcount')}\n"


@pytest.mark.parametrize(
    "program",
    ["import fitcount", "import fitcount.types", "from fitcount.cli import run; run(['count', '--help'])"],
)
def test_help_does_not_wait_for_what_it_does_not_need(program: str) -> None:
    heavy = "print(sorted({'onnxruntime', 'cv2', 'av', 'scipy'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {program}; {heavy}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["list", "trend"])
def test_reading_many_sessions_waits_for_nothing_that_takes_longer_than_it(
    command: str, fitcount: Fitcount, store: Path
) -> None:
    assert fitcount("recount", TRACES / "squat_10fps.npz").code == 0
    program = f"from fitcount.cli import run; print(run(['sessions', {command!r}, '--store', {str(store)!r}]))"
    heavy = "print(sorted({'numpy', 'rich', 'pydantic', 'platformdirs', 'filelock', 'asyncio'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {program}; {heavy}"], capture_output=True, text=True, check=True
    )
    *told, code, loaded = done.stdout.splitlines()
    assert any("squat" in line.lower() for line in told)
    assert (code, loaded) == ("0", "[]")


def test_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "fitcount", "--version"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"fitcount {version('fitcount')}\n", "")
