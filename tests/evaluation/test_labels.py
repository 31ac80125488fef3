from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from fitcount.errors import LabelsError
from fitcount.evaluation.labels import NEGATIVE_AS, REPCOUNT_EXERCISES, Label, read_labels
from fitcount.reps.library import exercise_names

EXERCISES = ("pushup", "squat")


def written(folder: Path, text: str) -> Path:
    path = folder / "labels.csv"
    path.write_bytes(text.encode())
    return path


def test_a_row_is_a_clip(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "clip,exercise,reps,alt_reps,standard_reps,notes\n"
        'a.mp4,squat,3,4,2,"slow, deep"\n'
        "\n"
        "far/b.mp4,pushup,5,,,\n"
        "c.mp4,none,0,,,walks\n",
    )
    assert read_labels(path, EXERCISES).labels == (
        Label("a.mp4", tmp_path / "a.mp4", "squat", (3, 4), 2, f"{path}:2:1"),
        Label("far/b.mp4", tmp_path / "far/b.mp4", "pushup", (5,), None, f"{path}:4:1"),
        Label("c.mp4", tmp_path / "c.mp4", "none", (0,), None, f"{path}:5:1"),
    )


def test_three_columns_are_enough_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffReps, Exercise ,view,CLIP\r\n2,squat,side,a.mp4\r\n")
    (label,) = read_labels(path, EXERCISES).labels
    assert (label.clip, label.exercise, label.reps, label.where) == ("a.mp4", "squat", (2,), f"{path}:2:14")


def test_repcount_annotations_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ",Unnamed: 0,type,name,count,L1,L2,fps\n"
        "0,0,push_up,stu1.mp4,14,1.0,23.0,25.0\n"
        "1,4,squant,train2.mp4,3.0,,,30.0\n"
        "2,5,pommelhorse,train3.mp4,nan,,,30.0\n"
        "3,6,pommelhorse,train4.mp4,9,,,30.0\n",
    )
    found = read_labels(path, EXERCISES, tmp_path / "video" / "test")
    assert [(label.path, label.exercise, label.reps) for label in found.labels] == [
        (tmp_path / "video" / "test" / "stu1.mp4", "pushup", (14,)),
        (tmp_path / "video" / "test" / "train2.mp4", "squat", (3,)),
    ]
    assert found.skipped == (f"{path}:4:5: no exercise 'pommelhorse': 2 clips skipped",)


def test_what_labels_are_counted_as_exists() -> None:
    assert {*REPCOUNT_EXERCISES.values(), *NEGATIVE_AS} <= set(exercise_names())


def test_an_unknown_exercise_is_skipped_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, "clip,exercise,reps\na.mp4,sqaut,3\nb.mp4,squat,1\n")
    found = read_labels(path, EXERCISES)
    assert [label.clip for label in found.labels] == ["b.mp4"]
    assert found.skipped == (f"{path}:2:7: no exercise 'sqaut', did you mean 'squat'?: 1 clip skipped",)


WRONG = {
    "empty": "",
    "no columns that it knows": "file;what;how many\na.mp4;squat;3\n",
    "one column missing": "clip,exercise,rep\na.mp4,squat,3\n",
    "no clips": "clip,exercise,reps\n\n",
    "no name": "clip,exercise,reps\n,squat,3\n",
    "no exercise": "clip,exercise,reps\na.mp4,,3\n",
    "no number": "clip,exercise,reps\na.mp4,squat,3\nb.mp4,squat,three\n",
    "nothing": "clip,exercise,reps\na.mp4,squat\n",
    "negative": "clip,exercise,reps\na.mp4,squat,-1\n",
    "half": "clip,exercise,reps\na.mp4,squat,2.5\n",
    "digit of another script": "clip,exercise,reps\na.mp4,squat,²\n",
    "far too many": "clip,exercise,reps\na.mp4,squat,123456\n",
    "longer than a number": f"clip,exercise,reps\na.mp4,squat,{'9' * 5000}\n",
    "alt_reps": "clip,exercise,reps,alt_reps\na.mp4,squat,3,2 or 4\n",
    "standard_reps after a quoted comma": 'clip,note,exercise,reps,standard_reps\na.mp4,"a, ""b""",squat,3,x\n',
    "more to the standard than there are": "clip,exercise,reps,alt_reps,standard_reps\na.mp4,squat,3,4,5\n",
    "held": "clip,exercise,reps\na.mp4,squat,3\nb.mp4,plank,1\n",
    "after a line break in quotes": 'clip,note,exercise,reps\na.mp4,"one\ntwo",squat,x\n',
    "reps of nothing": "clip,exercise,reps\na.mp4,none,2\n",
    "open quote": 'clip,exercise,reps\na.mp4,"squat,3\nb.mp4,squat,3\n',
    "RepCount without a count": "type,name,count\nsquat,a.mp4,nan\n",
}


@pytest.mark.parametrize("case", sorted(WRONG))
def test_what_is_wrong_is_told_with_its_place(case: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    path = written(tmp_path, WRONG[case])
    with pytest.raises(LabelsError) as error:
        read_labels(path, (*EXERCISES, "plank"), held=("plank",))
    assert str(error.value).replace(str(tmp_path), "") == snapshot


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(b"clip,exercise,reps\n\xff.mp4,squat,3\n")
    with pytest.raises(LabelsError, match=r"labels\.csv:2:1: not UTF-8 text"):
        read_labels(path, EXERCISES)
    with pytest.raises(LabelsError, match="no such file"):
        read_labels(tmp_path / "gone.csv", EXERCISES)
    with pytest.raises(LabelsError, match="cannot be read"):
        read_labels(tmp_path, EXERCISES)


text = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)


@given(before=st.lists(st.tuples(text, text), max_size=4), note=text)
def test_the_place_is_that_of_the_wrong_value(
    before: list[tuple[str, str]], note: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    table = io.StringIO(newline="")
    rows = [[first, f"{number}.mp4", "squat", 1, second] for number, (first, second) in enumerate(before)]
    csv.writer(table).writerows(
        [["note", "clip", "exercise", "reps", "more"], *rows, [note, "x.mp4", "squat", "WRONG", ""]]
    )
    path = written(tmp_path_factory.mktemp("labels"), table.getvalue())
    with pytest.raises(LabelsError) as error:
        read_labels(path, EXERCISES)
    line, column = map(int, str(error.value).removeprefix(f"{path}:").split(":")[:2])
    lines = list(io.StringIO(table.getvalue(), newline=""))
    assert lines[line - 1][column - 1 :].startswith("WRONG")
