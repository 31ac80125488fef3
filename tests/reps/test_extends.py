"""An exercise that extends another, and says only what differs."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.reps.definition import Exercise, Repeated
from fitcount.reps.inheritance import MAX_BASES
from fitcount.reps.library import find_exercise
from fitcount.reps.reading import read

from .broken_files import SQUAT


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder, where the person is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FITCOUNT_EXERCISES", str(tmp_path))
    Path("base.yaml").write_text(SQUAT.replace("name: squat", "name: base"))
    return tmp_path


def write(name: str, text: str) -> Path:
    path = Path(f"{name}.yaml")
    path.write_text(f"name: {name}\n{text}")
    return path


def exercise(path: Path) -> Repeated:
    reading = read(path)
    assert reading.problems == ()
    assert isinstance(reading.exercise, Repeated)
    return reading.exercise


def test_says_only_what_differs() -> None:
    base = exercise(Path("base.yaml"))
    mine = exercise(write("mine", "extends: base\nmovement: {min_s: 1}\n"))
    assert mine.name == "mine"
    assert mine.movement == base.movement.model_copy(update={"min_s": 1.0})
    assert mine.model_copy(update={"name": "base", "movement": base.movement}) == base


def test_lists_are_merged_by_code() -> None:
    mine = exercise(
        write(
            "mine",
            "extends: base\nform:\n"
            "  - {code: knee_valgus, remove: true}\n"
            "  - {code: forward_lean, when: high(trunk_lean_deg) > 60}\n"
            "  - {code: rushed, when: rep_s < 1, say: Slower.}\n",
        )
    )
    assert [(rule.code, rule.when.text, rule.say) for rule in mine.form] == [
        ("forward_lean", "high(trunk_lean_deg) > 60", "Keep your chest up."),
        ("rushed", "rep_s < 1", "Slower."),
    ]


def test_keys_can_be_taken_out() -> None:
    mine = exercise(write("mine", "extends: base\nstandards:\n  half: {remove: true}\n  deep: {limit: 90}\n"))
    assert list(mine.standards) == ["parallel", "any", "deep"]
    assert exercise(write("mine", "extends: base\nform: {remove: true}\n")).form == ()


def test_a_plain_list_replaces_the_bases() -> None:
    mine = exercise(write("mine", "extends: base\nform:\n  - {code: forward_lean, views: [side]}\n"))
    assert mine.form[0].views == ("side",)


def test_ones_own_squat_may_extend_the_one_that_ships() -> None:
    Path("squat.yaml").write_text("format: 1\nname: squat\nextends: squat\nusual: {peak: 85}\n")
    found = find_exercise("squat")
    assert isinstance(found, Repeated)
    assert (found.usual.peak, found.title) == (85.0, "Squat")


def test_a_base_may_extend_another_and_lie_elsewhere() -> None:
    Path("folder").mkdir()
    Path("folder/far.yaml").write_text("name: far\nextends: ../base.yaml\ntitle: Far\n")
    reading = read(write("mine", "extends: folder/far.yaml\nabout: Mine.\n"))
    assert isinstance(reading.exercise, Exercise)
    assert (reading.exercise.title, reading.exercise.about) == ("Far", "Mine.")
    assert [path.name for path in reading.bases] == ["far.yaml", "base.yaml"]


def test_a_name_is_not_handed_down() -> None:
    Path("mine.yaml").write_text("extends: base\n")
    assert [problem.what for problem in read(Path("mine.yaml")).errors] == ["key 'name' is missing"]


WRONG = {
    "unknown": "extends: sqaut\n",
    "no such file": "extends: gone.yaml\n",
    "itself": "extends: mine\n",
    "itself by path": "extends: mine.yaml\n",
    "several": "extends: [base, squat]\n",
    "nothing": "extends:\n",
    "a folder": "extends: ./\n",
    "nul": 'extends: "a\\0b.yaml"\n',
    "wrong in the base's part": "extends: base\nusual: {peak: 200}\n",
    "nothing to remove": "extends: base\nstandards: {quarter: {remove: true}}\n",
    "a word to remove": "extends: base\nstandards: {half: {remove: half}}\n",
    "a rule without its parts": "extends: base\nform: [{code: new_rule}]\n",
    "another kind": "extends: plank\nmetric: knee_deg\n",
    "another kind the other way": "extends: base\nhold: {metric: knee_deg}\n",
    "remove and more": "extends: base\nform: [{code: forward_lean, remove: true, say: x}]\n",
    "remove without a base": "form: [{code: a, remove: true}]\n",
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_what_is_wrong_is_told_where_it_is_written(case: str, own: Path, snapshot: SnapshotAssertion) -> None:
    reading = read(write("mine", WRONG[case]))
    assert reading.exercise is None
    said = [f"{problem.severity}: {problem}".replace(f"{own}/", "") for problem in reading.problems]
    assert said == snapshot


def test_a_problem_of_an_inherited_part_names_the_base_and_its_line() -> None:
    text = Path("base.yaml").read_text().replace("min_range: 25", "min_range: 2O")
    Path("base.yaml").write_text(text)
    (problem,) = read(write("mine", "extends: base\ntitle: Mine\n")).problems
    line = text[: text.index("2O")].count("\n") + 1
    assert f"/base.yaml:{line}:14: movement.min_range: needs a number, not '2O'" in str(problem)


def test_a_list_item_is_numbered_as_in_its_own_file() -> None:
    problems = read(write("mine", "extends: base\nform:\n  - {code: new, when: kne_deg < 5, say: x}\n")).problems
    assert [problem.what for problem in problems] == ["form[1].when: there is no metric 'kne_deg'"]


@pytest.mark.parametrize(
    ("edges", "told"),
    [("leave: 5", ["5"]), ("enter: 13", ["13"]), ("leave: 13", []), ("enter: 12, leave: 8", [])],
)
def test_one_edge_that_turns_a_hysteresis_round_is_doubtful(edges: str, told: list[str]) -> None:
    path = write("mine", f"extends: plank\ntitle: Mine\nhold: {{position: [{{code: hips_sag, {edges}}}]}}\n")
    problems = [problem for problem in read(path).problems if "now the position is above" in problem.what]
    assert [problem.place.text[problem.place.column - 1 :].split("}")[0] for problem in problems] == told


def test_a_circle_is_told() -> None:
    write("one", "extends: two\n")
    write("two", "extends: three\n")
    write("three", "extends: one\n")
    (problem,) = read(Path("one.yaml")).errors
    assert problem.what == "extends: goes round in a circle"
    assert problem.why == "one.yaml extends two.yaml extends three.yaml extends one.yaml"
    assert problem.place.path.endswith("three.yaml")


def test_a_long_chain_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(2000):
        write(f"x{number}", f"extends: x{number + 1}.yaml\n")
    opened = []
    reads = Path.open
    monkeypatch.setattr(Path, "open", lambda self, *rest: opened.append(self) or reads(self, *rest))  # type: ignore[func-returns-value]
    problems = read(Path("x0.yaml")).errors
    assert [problem.what for problem in problems] == [f"extends: a chain of more than {MAX_BASES}"]
    assert len(opened) <= MAX_BASES + 1


def test_a_variant_looks_like_its_base_only_if_it_takes_its_place() -> None:
    variant = exercise(write("deep_squat", "extends: squat\n"))
    mine = exercise(write("squat", "extends: squat\n"))
    assert variant.looks is None, "or -e auto would name one of the two by chance"
    assert mine.looks is not None
