"""Whatever a file holds, it is an exercise or has errors: nothing else is raised, and nothing takes long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fitcount.errors import ExerciseError
from fitcount.reps.library import read_exercise
from fitcount.reps.reading import read
from fitcount.reps.yaml_file import MAX_BYTES

from .broken_files import HOLD, SQUAT

INDICATORS = "-?:,[]{}#&*!|>'\"%@` \t\n\r\x85\u2028\ufeff\0\x07~=<0123456789.eE_xo"
TOKENS = ["\n", "  ", "- ", ": ", "? ", "{", "}", "[", "]", ", ", "'", '"', ">", "&a ", "*a ", "!!x ", "%YAML", "---"]
KEYS = ["extends", "remove", "code", "form", "when", "need", "usual", "phases", "hold", "squat", "knee_deg", "1e5", "~"]

PATHS = st.sampled_from(sorted({SQUAT, HOLD}))


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """A right file, some pieces of which are gone, doubled, or something else."""
    text = draw(PATHS)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        another = st.one_of(st.sampled_from(TOKENS + KEYS), st.text(INDICATORS, max_size=8))
        new = draw(another | st.just(text[start:end] * 2))
        text = text[:start] + new + text[end:]
    return text.encode("utf-8", "surrogatepass")


CONTENT = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(TOKENS + KEYS), max_size=60).map(lambda words: "".join(words).encode()),
    mutilated(),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@given(content=CONTENT)
@example(content=b"%YAML 99.1\n---\na: 1\n")
@example(content=b"? \n")
@example(content=b"a: !!float x")
@example(content=b"extends: squat\nname: mine\nform: {remove: true}\n")
@example(content=b"\xef\xbb\xbfa")
@example(content=b"- - - - - - - - - - - - - -")
def test_any_file_is_an_exercise_or_has_errors(content: bytes, folder: Path) -> None:
    path = folder / "squat.yaml"
    path.write_bytes(content)
    reading = read(path)
    assert (reading.exercise is None) == bool(reading.errors)
    for problem in reading.problems:
        place = problem.place
        assert place.length >= 1
        assert 0 <= place.column - 1 <= len(place.text) or not place.line
    try:
        assert read_exercise(path) == reading.exercise
    except ExerciseError as error:
        assert str(error).startswith(str(reading.errors[0]))  # noqa: PT017


BOMBS = {
    "aliases": b"a: &a [x, x, x, x, x, x, x, x, x]\n"
    + b"".join(b"%c: &%c [%s]\n" % (c + 1, c + 1, b", ".join([b"*%c" % c] * 9)) for c in range(97, 120)),
    "merge keys": b"a: &a {k: v}\nb: &b {<<: [*a, *a, *a]}\nc: {<<: [*b, *b, *b]}\n",
    "brackets": b"[" * (MAX_BYTES - 1),
    "braces": b"{a: " * 7000,
    "questions": b"? " * 15000,
    "dashes": b"- " * 15000,
    "one long word": b"a" * (MAX_BYTES - 1),
    "one long number": b"a: " + b"9" * (MAX_BYTES - 10),
    "quotes": b'"' * (MAX_BYTES - 1),
    "anchors": b"&a " * 10000,
    "tags": b"!a " * 10000,
    "a key a line": b"".join(b"k%d: 1\n" % number for number in range(3000)),
    "one key in each line": b"a: 1\n" * 6000,
    "colons": b"a: " * 10000,
    "tabs": b"a:\n" + b"\t- b\n" * 6000,
    "backslashes": b'a: "' + b"\\n" * 15000 + b'"',
    "blank lines": b"\n" * (MAX_BYTES - 1),
    "documents": b"---\n" * 8000,
    "folded": b"a: >\n" + b" b\n" * 10000,
    "a long condition": b"form: [{code: a, when: '" + b"(" * 30000 + b"', say: x}]",
    "a million and more": b"#" * 1_000_000,
}


@pytest.mark.parametrize("bomb", sorted(BOMBS))
def test_a_bomb_is_refused(bomb: str, folder: Path) -> None:
    path = folder / "squat.yaml"
    path.write_bytes(BOMBS[bomb])
    assert 1 <= len(read(path).errors) <= 50
