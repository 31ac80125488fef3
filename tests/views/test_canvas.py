"""What is written to make one screen look like another."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from fitcount.views.canvas import Canvas, clipped, wrapped
from fitcount.views.palette import BOLD, PLAIN

WIDTH = 24
texts = st.text(st.sampled_from("ab 日語█e\u0301"), max_size=30)
spans = st.tuples(st.integers(0, WIDTH - 1), st.just(0), texts, st.sampled_from([PLAIN, BOLD]))


def _canvas(drawn: list[tuple[int, int, str, object]]) -> Canvas:
    canvas = Canvas(WIDTH, 1)
    for x, y, text, style in drawn:
        canvas.put(x, y, text, style)  # type: ignore[arg-type]
    return canvas


def _columns(canvas: Canvas) -> list[str]:
    return _written([""] * WIDTH, 0, "".join(segment.text for segment in canvas.row(0)))


def _written(row: list[str], x: int, text: str) -> list[str]:
    """What a terminal's row shows after a text was written at column x; the half of a wide character becomes blank."""
    row = [*row]
    for character in text:
        size = cell_len(character)
        if size == 0:
            row[max(x - 1, 0) if row[x - 1] else x - 2] += character
            continue
        if row[x] == "" and x > 0:
            row[x - 1] = " "
        row[x] = character
        if size == 2:
            row[x + 1] = ""
        x += size
        if x < len(row) and row[x] == "":
            row[x] = " "
    return row


@given(st.lists(spans, max_size=4), st.lists(spans, max_size=4))
def test_the_changes_add_up_and_cut_no_wide_character(
    before: list[tuple[int, int, str, object]], after: list[tuple[int, int, str, object]]
) -> None:
    old, new = _canvas(before), _canvas(after)
    row = _columns(old)
    for x, _, segments in new.changes(old):
        assert row[x] != ""
        row = _written(row, x, "".join(segment.text for segment in segments))
    assert row == _columns(new)


def test_only_what_changed_is_written() -> None:
    old = _canvas([(0, 0, "7", BOLD), (10, 0, "same", PLAIN)])
    new = _canvas([(0, 0, "8", BOLD), (10, 0, "same", PLAIN)])
    assert [(x, y, [*segments]) for x, y, segments in new.changes(old)] == [(0, 0, [("8", BOLD, None)])]


def test_a_change_of_style_is_a_change() -> None:
    old, new = _canvas([(3, 0, "7", PLAIN)]), _canvas([(3, 0, "7", BOLD)])
    assert [x for x, _, _ in new.changes(old)] == [3]


@given(st.text(max_size=40), st.integers(0, 30))
def test_clipped_texts_fit(text: str, width: int) -> None:
    assert cell_len(clipped(text, width)) <= width


@given(st.text(st.sampled_from("ab 日語"), max_size=80), st.integers(1, 30))
def test_wrapped_texts_fit(text: str, width: int) -> None:
    assert all(cell_len(line) <= width for line in wrapped(text, width))
