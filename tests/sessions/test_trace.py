from __future__ import annotations

import io
import json
import math
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fitcount.errors import TraceError, UsageError
from fitcount.sessions.trace import FORMAT, TraceRecorder, load_trace

from .samples import META, SOURCE, random_pose, recorder

PRESENT = (True, False, True, True, False)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "trace.npz"
    recorder(PRESENT).save(path, META)
    return path


def rewrite(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    with np.load(path) as archive:
        arrays = dict(archive)
    change(arrays)
    np.savez_compressed(path, **arrays)


def refusal(path: Path) -> str:
    with pytest.raises(TraceError) as error:
        load_trace(path)
    text = str(error.value)
    assert "\n" not in text
    assert text.startswith(f"{path}: ")
    return text.removeprefix(f"{path}: ")


@settings(max_examples=20)
@given(st.lists(st.booleans(), max_size=6))
def test_raw_poses_come_back_bit_for_bit(tmp_path_factory: pytest.TempPathFactory, present: list[bool]) -> None:
    path = tmp_path_factory.mktemp("trace") / "trace.npz"
    recorder(tuple(present)).save(path, META)
    read = load_trace(path)

    assert len(read) == len(present)
    for index, (t_s, pose) in enumerate(read):
        assert t_s == index / 29.97
        assert (pose is not None) == present[index]
        if pose is not None:
            written = random_pose(t_s, 2 * index)
            for name in ("image_px", "world_m", "visibility", "presence"):
                assert getattr(pose, name).tobytes() == getattr(written, name).tobytes()
            for name in ("t_s", "score", "scale_px", "track"):
                assert getattr(pose, name) == getattr(written, name)


def test_meta_comes_back(trace: Path) -> None:
    assert load_trace(trace).meta == META


def test_what_the_source_does_not_say_is_valid_json(tmp_path: Path) -> None:
    path = tmp_path / "trace.npz"
    recorder().save(path, replace(META, source=replace(SOURCE, fps=math.nan, duration_s=math.nan, frames=None)))

    with np.load(path) as archive:
        assert "NaN" not in str(archive["meta"])
    source = load_trace(path).meta.source
    assert math.isnan(source.fps)
    assert source.duration_s is None


def test_file_has_the_arrays_of_the_contract(trace: Path) -> None:
    frames = len(PRESENT)
    with np.load(trace, allow_pickle=False) as archive:
        kinds = {name: (archive[name].dtype.kind, archive[name].itemsize, archive[name].shape) for name in archive}
        meta = json.loads(str(archive["meta"]))
        names, metrics = archive["metric_names"].tolist(), archive["metrics"]
    for name in ("image_px", "world_m", "raw_image_px", "raw_world_m"):
        assert kinds[name] == ("f", 4, (frames, 33, 3))
    for name in ("visibility", "presence"):
        assert kinds[name] == ("f", 4, (frames, 33))
    assert kinds["t_s"] == ("f", 8, (frames,))
    assert kinds["score"] == ("f", 4, (frames,))
    assert kinds["meta"][0] == "U"
    assert kinds["meta"][2] == ()
    assert names == ["knee_deg", "view_deg"]
    assert metrics[:, 0].tolist() == [90, 91, 92, 93, 94]
    assert np.isnan(metrics[:, 1]).all()
    assert metrics.dtype == np.float32
    assert {"format", "source", "model", "smoothing", "program"} <= set(meta)


def test_rows_without_a_person_are_nan(trace: Path) -> None:
    with np.load(trace) as archive:
        for name in ("image_px", "world_m", "raw_image_px", "raw_world_m", "visibility", "presence", "score"):
            empty = np.isnan(archive[name].reshape(len(PRESENT), -1)).all(axis=1)
            assert empty.tolist() == [not seen for seen in PRESENT], name


def test_a_smoothed_pose_is_kept_beside_the_raw_one(trace: Path) -> None:
    with np.load(trace) as archive:
        assert (archive["raw_image_px"][0] == random_pose(0.0, 0).image_px).all()
        assert (archive["image_px"][0] == random_pose(0.0, 1).image_px).all()


def test_no_pickles_are_read(trace: Path, tmp_path: Path) -> None:
    fired = tmp_path / "fired"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return Path.touch, (fired,)

    def plant(arrays: dict[str, Any]) -> None:
        arrays["track"] = np.array([Trap()] * len(PRESENT), object)

    rewrite(trace, plant)
    assert refusal(trace).startswith("not a trace")
    pickled = tmp_path / "pickled.npz"
    pickled.write_bytes(pickle.dumps(Trap()))
    assert refusal(pickled).startswith("not a trace")
    assert not fired.exists()


def test_a_newer_format_is_refused_even_if_arrays_are_gone(trace: Path) -> None:
    def renew(arrays: dict[str, Any]) -> None:
        arrays["meta"] = np.array(json.dumps({**json.loads(str(arrays["meta"])), "format": FORMAT + 1}))
        del arrays["raw_image_px"]

    rewrite(trace, renew)
    assert refusal(trace) == "trace format 2, this fitcount reads up to 1: install a newer fitcount"


def test_what_a_later_fitcount_added_is_left_out(trace: Path) -> None:
    def add(arrays: dict[str, Any]) -> None:
        meta = json.loads(str(arrays["meta"]))
        meta["weather"], meta["source"]["lens"] = "fine", "wide"
        arrays["meta"], arrays["depth"] = np.array(json.dumps(meta)), np.zeros(3)

    rewrite(trace, add)
    assert load_trace(trace).meta == META


def array_file() -> bytes:
    content = io.BytesIO()
    np.save(content, np.zeros(3))
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"hello\n", b"PK\x03\x04", b"PK\x05\x06" + bytes(18), array_file()],
    ids=["empty", "text", "half a header", "empty archive", "an array"],
)
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.npz"
    path.write_bytes(content)
    assert refusal(path) == "not a trace, or damaged: write one with 'fitcount count ... --trace FILE.npz'"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(trace: Path, share: float) -> None:
    content = trace.read_bytes()
    trace.write_bytes(content[: int(share * len(content))])
    assert refusal(trace).startswith("not a trace, or damaged")


def test_a_damaged_middle_is_refused_or_harmless(trace: Path) -> None:
    content = trace.read_bytes()
    refused = 0
    for place in range(0, len(content), len(content) // 40):
        trace.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        try:
            list(load_trace(trace))
        except TraceError as error:
            assert "\n" not in str(error)  # noqa: PT017  (harmless places are allowed)
            refused += 1
    assert refused > 10


@pytest.mark.parametrize("name", ["t_s", "raw_image_px", "presence", "score", "track", "meta"])
def test_a_missing_array_is_refused(trace: Path, name: str) -> None:
    def drop(arrays: dict[str, Any]) -> None:
        del arrays[name]

    rewrite(trace, drop)
    assert refusal(trace).startswith("not a trace")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("raw_image_px", np.zeros((5, 33, 2), np.float32)),
        ("raw_image_px", np.zeros((4, 33, 3), np.float32)),
        ("raw_visibility", np.zeros((5, 33), np.float64)),
        ("t_s", np.array(0.0)),
        ("meta", np.array("{")),
        ("meta", np.array("[]")),
        ("meta", np.array('{"format": 1}')),
        ("meta", np.array('{"format": "1"}')),
    ],
)
def test_an_array_of_another_kind_is_refused(trace: Path, name: str, wrong: Any) -> None:
    rewrite(trace, lambda arrays: arrays.update({name: wrong}))
    assert refusal(trace).startswith("not a trace")


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.npz") == "no such trace"


def test_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "cannot be read (Is a directory)"


def test_saving_is_whole_or_not_at_all(trace: Path) -> None:
    before = trace.read_bytes()
    unwritable = replace(META, smoothing={"image": object()})
    with pytest.raises(TypeError):
        recorder().save(trace, unwritable)
    assert trace.read_bytes() == before
    assert list(trace.parent.iterdir()) == [trace]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        TraceRecorder().save(tmp_path / "missing" / "trace.npz", META)
