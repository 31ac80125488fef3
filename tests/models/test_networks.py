"""The shipped networks are the published ones: same bytes as the build wrote, same answers as TFLite gives.

parity.npz holds three 256x256 pictures of rendered people, three of their upper bodies, and what TFLite's reference
kernels answer for the ones or the others, of large outputs every nth number. `python models/build.py --write-parity`
records it.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray

MODELS = Path(__file__).parents[2] / "models"
MANIFEST: dict[str, dict[str, Any]] = json.loads((MODELS / "manifest.json").read_bytes())["models"]
WHOLE_BODY = ("lite", "full", "heavy")
UPPER_BODY = ("detector_upper", "upper")

LARGEST_DIFFERENCE = {
    "landmarks": 1e-2,  # pixels of the 256-pixel input
    "score": 1e-4,
    "heatmap": 5e-3,  # logits, up to 100
    "world": 1e-4,  # metres
    "boxes": 5e-3,  # pixels of the 224-pixel input, up to 850; TFLite's own kernels differ by 2e-3
    "logits": 2e-3,  # within 100 of zero, where MediaPipe cuts them off
}


@cache
def record() -> dict[str, NDArray[Any]]:
    with np.load(Path(__file__).with_name("parity.npz")) as archive:
        return dict(archive)


@cache
def session(name: str) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    return ort.InferenceSession(MODELS / f"{name}.onnx", options, providers=["CPUExecutionProvider"])


@cache
def answers(name: str) -> dict[str, NDArray[np.float32]]:
    """Outputs for the recorded pictures, one flat row a picture.

    A detector, which takes smaller ones, gets every second pixel or the middle.
    """
    _, size, _, _ = MANIFEST[name]["input"]["shape"]
    step = 256 // size
    edge = (256 // step - size) // 2
    pictures = record()["pictures_upper" if name in UPPER_BODY else "pictures"]
    pictures = pictures[:, ::step, ::step][:, edge : edge + size, edge : edge + size]
    names = [output.name for output in session(name).get_outputs()]
    rows = [session(name).run(names, {"image_rgb": picture[np.newaxis]}) for picture in pictures]
    return {
        output: np.stack(values).reshape(len(pictures), -1)
        for output, values in zip(names, zip(*rows, strict=True), strict=True)
    }


@pytest.mark.parametrize("name", MANIFEST)
def test_file_is_the_one_the_manifest_describes(name: str) -> None:
    content = (MODELS / MANIFEST[name]["file"]).read_bytes()

    assert len(content) == MANIFEST[name]["bytes"]
    assert hashlib.sha256(content).hexdigest() == MANIFEST[name]["sha256"]


def test_manifest_describes_every_network_in_the_folder() -> None:
    assert {entry["file"] for entry in MANIFEST.values()} == {path.name for path in MODELS.glob("*.onnx")}


@pytest.mark.parametrize("name", MANIFEST)
def test_network_takes_one_uint8_picture_and_gives_the_outputs_of_the_manifest(name: str) -> None:
    (picture,) = session(name).get_inputs()
    outputs = {output.name: output.shape for output in session(name).get_outputs()}

    assert (picture.name, picture.type) == ("image_rgb", "tensor(uint8)")
    assert picture.shape == MANIFEST[name]["input"]["shape"]
    assert outputs == MANIFEST[name]["outputs"]


@pytest.mark.parametrize(
    ("name", "output"), [(name, output) for name, entry in MANIFEST.items() for output in entry["outputs"]]
)
def test_answers_are_those_of_tflite(name: str, output: str) -> None:
    expected, step = record()[f"{name}/{output}"], record()[f"{name}/{output}/step"]
    found = answers(name)[output][:, ::step]
    if output == "logits":
        found, expected = np.clip(found, -100, 100), np.clip(expected, -100, 100)

    np.testing.assert_allclose(found, expected, rtol=0, atol=LARGEST_DIFFERENCE[output])


@pytest.mark.parametrize("name", ["detector", "detector_upper"])
def test_detector_sees_the_person_in_every_recorded_picture(name: str) -> None:
    assert (answers(name)["logits"].max(axis=1) > 0).all()


def test_upper_body_estimator_is_sure_of_the_person_in_every_recorded_picture() -> None:
    assert (answers("upper")["score"] > 0.9).all()


@pytest.mark.parametrize("name", WHOLE_BODY)
def test_heatmap_peaks_where_the_landmark_is(name: str) -> None:
    shoulders, hips = [11, 12], [23, 24]
    standing = answers(name)["landmarks"][1].reshape(39, 5)
    heatmap = answers(name)["heatmap"][1].reshape(39, 64, 64)

    for keypoint in shoulders + hips:
        row, column = np.unravel_index(heatmap[keypoint].argmax(), (64, 64))
        x, y = standing[keypoint, :2] / 4
        assert np.hypot(column - x, row - y) < 3, f"keypoint {keypoint}, in cells of the heatmap"
