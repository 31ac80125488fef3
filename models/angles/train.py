"""Train the corrector of joint angles, and write it as angles.npz beside this file.

    python models/angles/train.py random_poses.npz

Needs torch and fitcount. README.md beside this file says what the data are and how well it does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from fitcount.reps.angles import (
    BONES_M,
    JOINTS,
    MAX_LOG_SCALE,
    RESIDUAL_DEG,
    SIDES,
    Bodies,
    Corrector,
    features,
    interior_angle_deg,
    plain_angles_deg,
    size_px,
    strangeness,
)
from fitcount.types import LANDMARK, Float32Array

WIDTH = 256
DROPOUT = 0.05
EPOCHS = 80
BATCH = 512
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 1e-2
COPIES = 2
"""Networks that are averaged."""

HOLD_OUT = (4, 5)
"""Batches that are left out, one after the other, to validate. No body is in two batches."""

MAX_PICTURE_ERROR_M = 0.15
"""Where the 12 joints lie further off than this in the picture, on average, the person was not found."""
SIZE_RATIO = (0.4, 2.0)
"""Nor where the size in this picture over the person's usual one is outside."""

SIZE_NOISE = 0.04
"""Deviation of the logarithm of the person's size: a median over one movement is off by some percent."""
ROLL_DEG = 8.0
"""Deviation of the turn of the whole picture: cameras are not level."""
LANDMARK_NOISE_M = 0.01
"""Deviation of a landmark in the picture; half as much again in 3D."""

SMALLEST_DEVIATION = 0.05
"""Inputs that hardly vary over the training poses must not count for much when they do."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Left sides: every row as it is, then every row mirrored; n of them."""

    bodies: Bodies
    angle_deg: Float32Array
    """(n, 4) truth."""
    elevation_deg: Float32Array
    """(n, 5) truth: each bone, out of the picture's plane; predicted so that angles are learned better."""
    now_px: Float32Array
    """(n,) size in this one picture."""
    usual_px: Float32Array
    """(n,) size by the person's median over all its pictures, at this distance."""
    batch: NDArray[np.int64]
    """(n,)"""

    def __getitem__(self, rows: NDArray[np.int64]) -> Examples:
        bodies = Bodies(self.bodies.image_px[rows], self.bodies.world_m[rows], self.bodies.visibility[rows])
        rest = (self.angle_deg, self.elevation_deg, self.now_px, self.usual_px, self.batch)
        return Examples(bodies, *(values[rows] for values in rest))

    def __len__(self) -> int:
        return len(self.batch)


@dataclass(frozen=True, slots=True)
class Network:
    """What is trained, with the constants that standardise its inputs."""

    layers: nn.Sequential
    mean: Float32Array
    deviation: Float32Array
    strangest: float


def load(path: Path) -> Examples:
    """The random poses that BlazePose found, twice: as they are and mirrored."""
    with np.load(path) as stored:
        data = {name: stored[name] for name in stored.files}
    joint = {str(name): row for row, name in enumerate(data["joints"])}
    truth_m = data["joints_camera_m"].astype(np.float64)
    triples = [[joint[f"{side[0]}_{p}"] for p in parts] for side in SIDES for parts in JOINTS.values()]
    bones = np.array([[joint[f"{side[0]}_{p}"] for p in ends] for side in SIDES for ends in BONES_M])
    bone_m = truth_m[:, bones[:, 1]] - truth_m[:, bones[:, 0]]
    length_m = np.linalg.norm(bone_m, axis=-1)
    angle_deg = interior_angle_deg(truth_m[:, triples])
    elevation_deg = np.degrees(np.arcsin(bone_m[..., 2] / length_m))
    bodies = Bodies(data["image_px"][..., :2], data["world_m"], data["visibility"])

    focal_px = data["size_px"][1] / 2 / np.tan(np.radians(data["vfov_deg"]) / 2)
    metre_px = focal_px / truth_m[:, [joint["l_hip"], joint["r_hip"]], 2].mean(axis=1)
    landmarks = [LANDMARK[{"l": "left", "r": "right"}[name[0]] + name[1:]] for name in joint]
    off_px = np.linalg.norm(bodies.image_px[:, landmarks] - data["joints_px"], axis=-1).mean(axis=1)
    now_px = size_px(bodies)
    found = off_px / metre_px < MAX_PICTURE_ERROR_M
    usual_px = metre_px * _by_person(now_px / metre_px, found, person=_persons(length_m))
    found &= (now_px > SIZE_RATIO[0] * usual_px) & (now_px < SIZE_RATIO[1] * usual_px)
    print(f"{found.sum()} of {len(found)} poses were found in the picture")

    def twice(values: NDArray[np.floating]) -> Float32Array:
        return np.concatenate([values[found]] * 2).astype(np.float32)

    def by_side(values: NDArray[np.floating]) -> Float32Array:
        return np.concatenate(np.split(values[found], 2, axis=1)).astype(np.float32)

    kept = Bodies(bodies.image_px[found], bodies.world_m[found], bodies.visibility[found]).both_ways()
    batch = twice(data["batch"]).astype(np.int64)
    return Examples(kept, by_side(angle_deg), by_side(elevation_deg), twice(now_px), twice(usual_px), batch)


def _persons(length_m: NDArray[np.float64]) -> NDArray[np.int64]:
    """(n, 10) bone lengths to (n,) numbers of people: a person's rows follow each other with equal bones."""
    return np.cumsum(np.abs(np.diff(length_m[:, 1], prepend=0.0)) > 0.002)


def _by_person(values: NDArray[np.float64], use: NDArray[np.bool_], person: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each row's value replaced by the median over its person's rows."""
    medians = {number: np.median(values[use & (person == number)]) for number in np.unique(person[use])}
    return np.array([medians.get(number, np.nan) for number in person])


def augmented(examples: Examples, rng: np.random.Generator) -> tuple[Float32Array, Float32Array]:
    """Inputs and targets (unit: `RESIDUAL_DEG`) of the examples, seen a little differently every time."""
    bodies, n = examples.bodies, len(examples)
    single = rng.uniform(0.0, 1.0, n) ** 2
    exact_px = examples.now_px**single * examples.usual_px ** (1.0 - single)
    usual_px = (exact_px * np.exp(rng.normal(0.0, SIZE_NOISE, n))).astype(np.float32)
    roll = np.radians(rng.normal(0.0, ROLL_DEG, n))
    cosine, sine = np.cos(roll), np.sin(roll)
    turn = np.array([[cosine, -sine], [sine, cosine]], np.float32).transpose(2, 0, 1)
    image_m = rng.normal(0.0, LANDMARK_NOISE_M, bodies.image_px.shape).astype(np.float32)
    world_m = rng.normal(0.0, 1.5 * LANDMARK_NOISE_M, bodies.world_m.shape).astype(np.float32)
    world_m += np.concatenate([bodies.world_m[..., :2] @ turn, bodies.world_m[..., 2:]], axis=-1)
    image_px = bodies.image_px @ turn + image_m * usual_px[:, None, None]
    inputs, base_deg = features(Bodies(image_px, world_m, bodies.visibility), usual_px)
    targets = np.concatenate([examples.angle_deg - base_deg, examples.elevation_deg], axis=1) / RESIDUAL_DEG
    return inputs, targets.astype(np.float32)


def laplace_loss(outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Negative log likelihood, but for a constant, of 4 angles, 4 log-scales, 5 elevations, 5 log-scales."""
    angle, angle_log_scale, elevation, elevation_log_scale = outputs.split([4, 4, 5, 5], dim=1)
    log_scale = torch.cat([angle_log_scale, elevation_log_scale], dim=1).clamp(-4.0, MAX_LOG_SCALE)
    off = (torch.cat([angle, elevation], dim=1) - targets).abs()
    return (off * torch.exp(-log_scale) + log_scale).mean()


def fit(examples: Examples, seed: int) -> Network:
    """One network, trained on all the examples."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    inputs, _ = features(examples.bodies, examples.usual_px)
    mean, deviation = inputs.mean(axis=0), np.maximum(inputs.std(axis=0), SMALLEST_DEVIATION)
    layers = nn.Sequential(
        nn.Linear(inputs.shape[1], WIDTH),
        nn.GELU("tanh"),
        nn.Dropout(DROPOUT),
        nn.Linear(WIDTH, WIDTH),
        nn.GELU("tanh"),
        nn.Dropout(DROPOUT),
        nn.Linear(WIDTH, 18),
    )
    optimizer = torch.optim.AdamW(layers.parameters(), weight_decay=WEIGHT_DECAY)
    steps = len(examples) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=EPOCHS * steps, pct_start=0.1)
    for _ in range(EPOCHS):
        x, y = augmented(examples[rng.permutation(len(examples))], rng)
        x = (x - mean) / deviation
        for batch in range(steps):
            rows = slice(batch * BATCH, (batch + 1) * BATCH)
            optimizer.zero_grad()
            laplace_loss(layers(torch.from_numpy(x[rows])), torch.from_numpy(y[rows])).backward()
            optimizer.step()
            schedule.step()
    strangest = float(np.quantile(strangeness((inputs - mean) / deviation), 0.999))
    return Network(layers, mean, deviation, strangest)


def write(path: Path, networks: list[Network], examples: Examples, metadata: dict[str, object]) -> None:
    """The weights as float16; the elevations' outputs are left out."""
    values: dict[str, NDArray[np.generic]] = {"metadata": np.array(json.dumps(metadata))}
    for number, layer in enumerate((0, 3, 6)):
        parts = [network.layers[layer].state_dict() for network in networks]
        weight = np.stack([part["weight"].numpy().T for part in parts])
        bias = np.stack([part["bias"].numpy()[None] for part in parts])
        outputs = 2 * len(JOINTS) if layer == 6 else WIDTH
        values[f"weight_{number}"] = weight[..., :outputs].astype(np.float16)
        values[f"bias_{number}"] = bias[..., :outputs].astype(np.float16)
    off_deg = plain_angles_deg(examples.bodies)[:, : len(JOINTS)] - examples.angle_deg
    values["plain_sigma_deg"] = np.sqrt((off_deg**2).mean(axis=0)).astype(np.float32)
    values["mean"], values["deviation"] = networks[0].mean, networks[0].deviation
    values["strangest"] = np.array(networks[0].strangest, np.float32)
    np.savez_compressed(path, **values)
    path.with_suffix(".sha256").write_text(hashlib.sha256(path.read_bytes()).hexdigest() + "\n", encoding="ascii")


def table(examples: Examples, corrected_deg: Float32Array) -> str:
    """Mean absolute error and bias of every method and joint, as Markdown."""
    left = slice(0, len(JOINTS))
    inputs_deg = {
        "world landmarks": interior_angle_deg_of(examples.bodies.world_m)[:, left],
        "picture landmarks": interior_angle_deg_of(examples.bodies.image_px)[:, left],
        "both, by limb depth": plain_angles_deg(examples.bodies)[:, left],
        "corrected": corrected_deg,
    }
    lines = [f"| | {' | '.join(JOINTS)} |", "|---|" + "---|" * len(JOINTS)]
    for name, angle_deg in inputs_deg.items():
        off_deg = angle_deg - examples.angle_deg
        cells = [f"{abs(off).mean():.1f} ({off.mean():+.1f})" for off in off_deg.T]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def interior_angle_deg_of(points: Float32Array) -> Float32Array:
    """(n, 33, ...) landmarks to (n, 8) angles."""
    triples = [[LANDMARK[f"{side}_{p}"] for p in parts] for side in SIDES for parts in JOINTS.values()]
    return interior_angle_deg(points[:, triples])


def validate(examples: Examples, scratch: Path) -> None:
    """Trains without each held-out batch and prints how its poses are measured."""
    seen, corrected_deg, sigma_deg = [], [], []
    for held_out in HOLD_OUT:
        rows = np.flatnonzero(examples.batch != held_out)
        write(scratch, [fit(examples[rows], seed=held_out)], examples[rows], {})
        unseen = examples[np.flatnonzero(examples.batch == held_out)]
        angle, sigma, _ = Corrector(scratch)(unseen.bodies, unseen.usual_px)
        seen.append(np.flatnonzero(examples.batch == held_out))
        corrected_deg.append(angle)
        sigma_deg.append(sigma)
    unseen = examples[np.concatenate(seen)]
    angle, sigma = np.concatenate(corrected_deg), np.concatenate(sigma_deg)
    print(table(unseen, angle))
    off = abs(angle - unseen.angle_deg)
    print("Within one sigma:", *(f"{share:.2f}" for share in (off < sigma).mean(axis=0)))
    sure = sigma < np.quantile(sigma, 0.5, axis=0)
    print("Error of the surer half:", *(f"{off[sure[:, j], j].mean():.1f}" for j in range(len(JOINTS))))


def main() -> None:
    """Validate on batches left out, then train on everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("poses", type=Path, help="random_poses.npz")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("angles.npz"))
    parser.add_argument("--no-validation", action="store_true", help="only train")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    examples = load(arguments.poses)
    if not arguments.no_validation:
        validate(examples, scratch=arguments.out.with_suffix(".validation.npz"))
        arguments.out.with_suffix(".validation.npz").unlink()
    networks = [fit(examples, seed) for seed in range(COPIES)]
    metadata = {"poses": len(examples) // 2, "epochs": EPOCHS, "width": WIDTH, "copies": COPIES}
    write(arguments.out, networks, examples, metadata)


if __name__ == "__main__":
    main()
