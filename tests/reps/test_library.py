"""Exercise files: the one that ships, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from fitcount.errors import ExerciseError, UsageError
from fitcount.reps.definition import Exercise, Held, Repeated
from fitcount.reps.library import exercise_names, find_exercise, standard_of
from fitcount.reps.reading import read_exercise
from fitcount.reps.yaml_file import MAX_BYTES

SAMPLE = Path(__file__).parent / "data" / "sample.yaml"
"""A squat as an exercise file of format 1; the one that ships may be tuned without changing a line here."""
SQUAT = SAMPLE.read_text()

HOLD = """\
format: 1
name: plank
title: Plank
about: Hold the body straight.
hold:
  metric: trunk_lean_deg
  min_s: 5
  max_break_s: 3
  position:
    - {code: not_level, metric: trunk_lean_deg, enter: 55, leave: 45, say: the body is not level}
    - {code: moving, metric: hip_deg, change_over_s: 1, enter: 5, leave: 15, say: the body moves}
"""

STANDARDS = """\
  parallel: {limit: 100, reason: bottom_not_reached}
  half: {limit: 125, reason: bottom_not_reached}
  any: {}
"""

FORM = "when: high(trunk_lean_deg) > 52"


def changed(old: str, new: str) -> bytes:
    assert SQUAT.count(old) >= 1, f"the sample has no {old!r}"
    return SQUAT.replace(old, new, 1).encode()


def changed_hold(old: str, new: str) -> bytes:
    assert HOLD.count(old) >= 1, f"the sample has no {old!r}"
    return HOLD.replace(old, new, 1).encode()


WRONG: dict[str, bytes] = {
    "a_condition_broken_over_two_lines": changed(
        FORM, "when:\n      high(trunk_lean_deg) > 52\n      and kne_deg < 90"
    ),
    "a_condition_in_quotes": changed(FORM, 'when: "high(trunk_lean_deg)  >  4000"'),
    "a_condition_in_quotes_with_an_escape": changed(FORM, 'when: "high(trunk\\u005flean_deg) > 4000"'),
    "a_condition_that_ends_early": changed(FORM, "when: high(trunk_lean_deg) >"),
    "a_condition_with_a_comma_in_braces": changed(
        "need: middle(body_tilt_deg) < 62", "need: max(hip_deg, knee_deg) < 9"
    ),
    "a_number_as_condition": changed(FORM, "when: 52"),
    "an_empty_condition": changed(FORM, "when: ''"),
    "form_in_former_keys": changed(FORM, "metric: trunk_lean_deg\n    at: peak\n    take: high\n    above: 52"),
    "form_of_a_time_with_a_place": changed(FORM, "when: tempo_ratio at peak > 2"),
    "form_of_an_unknown_time": changed(FORM, "when: peak_s > 2"),
    "form_somewhere_else": changed(FORM, "when: high(trunk_lean_deg at bottom) > 52"),
    "form_without_condition": changed(f"    {FORM}\n", ""),
    "posture_in_former_keys": changed(
        "need: middle(body_tilt_deg) < 62", "metric: body_tilt_deg, take: middle, below: 62"
    ),
    "posture_of_other_reps": changed("need: middle(body_tilt_deg) < 62", "need: tempo_ratio < 2"),
    "hold_is_misspelt": changed_hold("hold:", "hodl:"),
    "hold_and_phases": HOLD.encode() + b"phases: {}\n",
    "hold_without_seconds": changed_hold("  min_s: 5\n", ""),
    "hold_of_no_time": changed_hold("min_s: 5", "min_s: 0"),
    "hold_with_a_wrong_key": changed_hold("max_break_s", "max_brake_s"),
    "hold_without_hysteresis": changed_hold("enter: 55, leave: 45", "enter: 45, leave: 45"),
    "hold_without_its_metric": changed_hold("metric: trunk_lean_deg", "metric: knee_deg"),
    "hold_with_an_unknown_metric": changed_hold("metric: hip_deg", "metric: hips_deg"),
    "hold_with_a_wrong_key_in_a_condition": changed_hold("leave: 45", "leav: 45"),
    "hold_without_a_position": changed_hold(HOLD[HOLD.index("    - {code: not") :], "    []\n"),
    "a_tab": changed("  min_range", "\tmin_range"),
    "a_tag": changed("title: Squat", "title: !!python/object:os.system Squat"),
    "a_tag_on_a_list": changed("[side, oblique]", "!odd [side, oblique]"),
    "a_tag_on_a_mapping": changed("usual: {", "usual: !odd {"),
    "a_too_long_name": changed("name: standing", "name: standing upright for a while"),
    "alias_bomb": b"a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "colon_in_text": changed("title: Squat", "title: Squat: deep"),
    "control_character": changed("title: Squat", 'title: "Squ\x07at"'),
    "duplicate_key": SQUAT.encode() + b"\nname: squat\n",
    "duplicate_nested_key": changed("  min_s: 0.5", "  min_s: 0.5\n  min_s: 0.6"),
    "empty": b"",
    "empty_standards": changed(STANDARDS, "  {}\n"),
    "empty_value": changed("usual: {start: 170, peak: 80}", "usual:"),
    "fraction_as_format": changed("format: 1", "format: 1.0"),
    "hidden_infinity": changed("start: 170", "start: 1e999"),
    "infinity": changed("max_s: 20", "max_s: .inf"),
    "least_above_most": changed("max_s: 20", "max_s: 0.2"),
    "limit_on_the_wrong_side": changed("limit: 100", "limit: 178"),
    "list_at_top": b"- format: 1\n",
    "list_as_key": b"? [a]\n: 1\n",
    "mapping_for_a_list": changed("form:\n", "form:\n  code: x\nother:\n"),
    "merge": b"<<: {format: 1}\n",
    "missing_key": changed("usual: {start: 170, peak: 80}\n", ""),
    "missing_nested_key": changed(", leave: 0.25", ""),
    "negative_time": changed("min_s: 0.5", "min_s: -0.5"),
    "nested_1000_deep": b"[" * 1000 + b"]" * 1000,
    "nested_20_deep": b"[" * 20 + b"]" * 20,
    "no_range": changed("peak: 80", "peak: 170"),
    "not_utf_8": SQUAT.encode().replace(b"title: Squat", b"title: Squ\xe4t"),
    "number_as_title": changed("title: Squat", "title: 5"),
    "number_with_leading_zero": changed("max_s: 20", "max_s: 020"),
    "only_a_comment": b"# later\n",
    "only_a_word": b"squat\n",
    "several_wrong_keys": changed("title:", "titel:").replace(b"max_s", b"maxs"),
    "share_in_percent": changed("min_share: 0.4", "min_share: 40"),
    "text_as_list": changed("[side, oblique]", "side"),
    "text_as_number": changed("min_range: 25", "min_range: twenty"),
    "thresholds_in_wrong_order": changed("enter: 0.15, leave: 0.25", "enter: 0.35, leave: 0.25"),
    "too_large": b"#" * (MAX_BYTES + 1),
    "true_as_format": changed("format: 1", "format: true"),
    "true_as_number": changed("min_range: 25", "min_range: true"),
    "two_documents": SQUAT.encode() + b"---\nformat: 1\n",
    "unclosed_bracket": changed("peak: 80}", "peak: 80"),
    "undefined_alias": changed("title: Squat", "title: *other"),
    "unknown_function": changed(FORM, "when: mean(trunk_lean_deg) > 52"),
    "unknown_format": changed("format: 1", "format: 2"),
    "unknown_metric": changed("metric: knee_deg", "metric: knee_angle"),
    "unknown_standard": changed("default_standard: parallel", "default_standard: deep"),
    "unknown_view": changed("[side, oblique]", "[side, left]"),
    "utf_16": SQUAT.encode("utf-16"),
    "very_long_number": changed("max_s: 20", "max_s: " + "9" * 5000),
    "words_as_code": changed("code: forward_lean", "code: Forward lean"),
    "words_as_standard": changed("  half:", "  Half way:"),
    "wrong_key": changed("title:", "titel:"),
    "wrong_key_in_a_list": changed("    when: high", "    wen: high"),
    "wrong_key_in_a_phase": changed("leave: 0.25", "leav: 0.25"),
    "wrong_key_in_a_standard": changed("limit: 100", "limt: 100"),
    "wrong_nested_key": changed("min_range", "min_rnage"),
    "yes_as_number": changed("min_range: 25", "min_range: yes"),
    "1_30_as_number": changed("max_s: 20", "max_s: 1:30"),
    "number_in_quotes": changed("min_range: 25", 'min_range: "25"'),
}

WITHOUT_PLACE = {"too_large"}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_a_wrong_file_is_told_in_one_line_with_its_place(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("mine.yaml")
    path.write_bytes(WRONG[case])
    with pytest.raises(ExerciseError) as error:
        read_exercise(path)
    message = str(error.value)
    assert "\n" not in message
    assert len(message) < 200
    assert "input should" not in message, "pydantic's words are for programmers"
    if case not in WITHOUT_PLACE:
        file, line, column, _ = message.split(":", 3)
        assert (file, line.isdecimal(), column.isdecimal()) == ("mine.yaml", True, True)
    assert message == snapshot


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + SQUAT.encode(), id="byte_order_mark"),
        pytest.param(SQUAT.replace("\n", "\r\n").encode(), id="windows_line_ends"),
        pytest.param(changed("max_s: 20", "max_s: 2e1"), id="exponent"),
        pytest.param(changed("min_range: 25", "min_range: 25.0"), id="fraction"),
    ],
)
def test_other_spellings_of_the_same_file_read_the_same(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_bytes(content)
    assert find_exercise(str(path)) == read_exercise(SAMPLE)


@pytest.mark.parametrize("word", ["yes", "on", "off", "no", "2024-01-01", "1:30", "~x"])
def test_words_stay_words(word: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(changed("title: Squat", f"title: {word}"))
    assert read_exercise(path).title == word


def test_the_squat_ships() -> None:
    assert "squat" in exercise_names()
    squat = repeated(find_exercise("squat"))
    assert (squat.name, squat.default_standard, squat.toward_peak) == ("squat", "parallel", -1.0)
    assert {"forward_lean", "knee_valgus"} <= {rule.code for rule in squat.form}
    assert squat.standards["parallel"].reason == "bottom_not_reached"


@pytest.mark.parametrize("name", exercise_names())
def test_every_exercise_that_ships_is_right(name: str) -> None:
    exercise = find_exercise(name)
    assert isinstance(exercise, Exercise)
    assert exercise.name == name


def test_an_unknown_exercise_names_the_nearest() -> None:
    with pytest.raises(
        ExerciseError, match=r"no exercise 'sqaut': there is squat.*; or give the path of a \.yaml file"
    ):
        find_exercise("sqaut")


@pytest.mark.parametrize("name", ["nowhere.yaml", "a\0b.yaml"])
def test_a_file_that_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(ExerciseError, match=r"\.yaml: cannot be read: .*: check the path"):
        find_exercise(str(tmp_path / name))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    folder = tmp_path / "mine.yaml"
    folder.mkdir()
    with pytest.raises(ExerciseError, match=r"mine\.yaml: cannot be read: "):
        find_exercise(str(folder))


def test_a_standard_is_one_of_the_exercise() -> None:
    squat = find_exercise("squat")
    assert [standard_of(squat, name) for name in (None, "half")] == ["parallel", "half"]
    with pytest.raises(UsageError, match="squat has no standard 'deep': it has parallel, half, any"):
        standard_of(squat, "deep")


def test_a_hold_has_no_standard(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(HOLD)
    exercise = read_exercise(path)
    assert isinstance(exercise, Held)
    assert standard_of(exercise, None) == ""
    with pytest.raises(UsageError, match="plank has no standard 'any': it has none: it is held, so leave"):
        standard_of(exercise, "any")


def repeated(exercise: Exercise) -> Repeated:
    assert isinstance(exercise, Repeated)
    return exercise


def test_an_exercise_may_grow_towards_its_peak(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(changed("start: 170, peak: 80", "start: 20, peak: 90").replace(b"limit: 100", b"limit: 80"))
    assert repeated(read_exercise(path)).toward_peak == 1.0
