"""Plain values, and where each of them stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from fitcount.reps.conditions import ConditionError, parse_condition
from fitcount.reps.yaml_file import YamlFile, yaml_of


def read(text: str) -> YamlFile:
    file = yaml_of(Path("mine.yaml"), text.encode())
    assert file.problems == ()
    return file


def test_values_know_their_places() -> None:
    file = read("a: 1\nb:\n  - {c: 2.5, d: null}\n  - true\n")
    assert file.values == {"a": 1, "b": [{"c": 2.5, "d": None}, True]}
    assert str(file.key_place(("b", 0, "d"))) == "mine.yaml:3:14"
    assert str(file.place(("b", 0, "d"))) == "mine.yaml:3:17"
    assert str(file.place(("b", 1))) == "mine.yaml:4:5"
    assert str(file.place(("b", 7, "x"))) == "mine.yaml:2:1", "the nearest key above"
    assert str(file.place(("nothing",))) == "mine.yaml:1:1"
    assert file.place(("b", 0)).text == "  - {c: 2.5, d: null}"


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("when: knee_deg < kne_deg", (1, 18)),
        ("when:   'knee_deg < kne_deg'", (1, 21)),
        ('when: "knee_deg\\\n  \\ < kne_deg"', (2, 7)),
        ("when: knee_deg\n  < kne_deg", (2, 5)),
        ("when: |\n  knee_deg\n  <\n  kne_deg\n", (4, 3)),
        ("when: >-\n\n  knee_deg <\n  kne_deg", (4, 3)),
        ("# \U0001f4aa\nwhen: knee_deg < kne_deg", (2, 18)),
        ('when: "knee_deg < \\u006bne_deg"', (1, 7)),  # an escape: the beginning of the value
        ("when: knee_deg <", (1, 17)),  # the end
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_place_within_a_value_is_found_however_it_is_written(written: str, place: tuple[int, int], mark: str) -> None:
    file = read(mark + written)
    with pytest.raises(ConditionError) as error:
        parse_condition(file.values["when"])
    node, _ = file.nearest(("when",))
    assert node is not None
    assert isinstance(node.content, str)
    found = node.span.part(node.content, error.value.offset, error.value.length).place
    assert (found.line, found.column) == place


def test_what_is_taken_out_leaves_the_rest_where_it_was() -> None:
    file = read("a: [x, y, z]\nb: {c: 1, d: 2}\n")
    rest = file.without([("a", 0), ("a", 1), ("b", "c")])
    assert rest.values == {"a": ["z"], "b": {"d": 2}}
    assert str(rest.place(("a", 0))) == "mine.yaml:1:11"
    assert rest.spoken(("a", 0)) == "a[3]"
