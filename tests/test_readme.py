"""Each command and each piece of Python in the README is run, in its order, on a clip of the name that it uses."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.clips import make_short_clip

from fitcount.cli import cli, run

README = Path(__file__).parents[1] / "README.md"

NOT_RUN = ("cd ", "git ", "make", "pip ", "python ", "python3 ", "source ", "fitcount exercises new ")
"""They set up a machine, measure one, or ask somebody; the first words of what no test should do."""
NEEDS_A_CAMERA = (
    "fitcount count",
    "fitcount count c920 --goal 10",
    "fitcount count http://192.168.178.20:8080/video -e auto",
    "fitcount count --size 1280x720 --rate 30 --window",
    "fitcount workout plan.yaml",
)
"""Whole commands, which end when somebody says so: no more than their options is tested."""

BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLIP = "squats.mp4"
"""The name of the clip in the README's examples."""
TRACES, JACKS = Path(__file__).parent / "traces", "jacks.npz"
"""Keypoints of eight jumping jacks, and their name there."""


def blocks(language: str, text: str | None = None) -> list[str]:
    found = BLOCK.findall(README.read_text(encoding="utf-8") if text is None else text)
    return [block for kind, block in found if kind == language]


def commands(block: str) -> list[str]:
    """One command a line; a backslash at its end continues it, and what follows # is a remark."""
    lines = block.replace("\\\n", " ").splitlines()
    parts = (shlex.split(line.removeprefix("$ "), comments=True) for line in lines)
    return [shlex.join(words) for words in parts if words]


def is_run(command: str) -> bool:
    return command not in NEEDS_A_CAMERA and not f"{command} ".startswith(NOT_RUN)


COMMANDS = [command for block in blocks("sh") for command in commands(block)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the README's reader is: in a folder with a clip and its label, and with a store of its own."""
    path = tmp_path_factory.mktemp("reader")
    make_short_clip(path / CLIP)
    shutil.copy(TRACES / "jack_front.npz", path / JACKS)
    (path / "labels.csv").write_text(f"clip,exercise,reps\n{CLIP},squat,1\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        patch.setenv("FITCOUNT_STORE", str(path / "sessions.db"))
        patch.setenv("COLUMNS", "80")
        yield path


def test_every_command_works(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    # In one test, as a later command may use what an earlier one wrote.
    for command in filter(is_run, COMMANDS):
        program, *arguments = shlex.split(command)
        assert program == "fitcount", f"{command}: neither fitcount nor in NOT_RUN"
        into = Path(arguments.pop()) if arguments[-2:-1] == [">"] else None
        if into is not None:
            arguments.pop()
        capfd.readouterr()
        code = run(arguments)
        said = capfd.readouterr()
        if into is not None:
            into.write_text(said.out, encoding="utf-8")
        assert (code, said.err) == (0, ""), f"{command}: {said.err}"
        for word in arguments:
            if Path(word).suffix in (".json", ".npz", ".mp4"):
                assert (folder / word).stat().st_size > 0, f"{command}: no {word}"


@pytest.mark.parametrize("block", blocks("python") or ["pass\n"])
def test_every_piece_of_python_works(block: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert (folder / CLIP).exists()
    exec(compile(block, "README.md", "exec"), {})
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("command", COMMANDS or ["fitcount count"])
def test_every_command_is_one(command: str) -> None:
    program, *arguments = shlex.split(command)
    if program == "fitcount":
        assert arguments[0] in cli.commands or arguments[0].startswith("-")
    else:
        assert not is_run(command)


@pytest.mark.parametrize("command", NEEDS_A_CAMERA)
def test_what_needs_a_camera_asks_for_what_there_is(command: str) -> None:
    assert command in COMMANDS
    _, name, *arguments = shlex.split(command)
    assert cli.commands[name].make_context(name, arguments).params


def test_reads_blocks_like_a_person() -> None:
    shell = "```sh\n$ fitcount demo   # a remark\nfitcount count a.mp4 \\\n  --headless\n\nmake\n```\n"
    text = f"{shell}```python\nx = 1\n```\n"
    assert [commands(block) for block in blocks("sh", text)] == [
        ["fitcount demo", "fitcount count a.mp4 --headless", "make"]
    ]
    assert blocks("python", text) == ["x = 1\n"]
    assert [is_run(command) for command in ("fitcount demo", "make", "make demo", "fitcount count")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_says_what_the_program_is() -> None:
    assert README.read_text(encoding="utf-8").startswith("# fitcount\n")
