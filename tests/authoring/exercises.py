"""Exercise files of the tests' own: those that ship may change."""

from __future__ import annotations

from pathlib import Path

REPEATED = """\
format: 1
name: bow
title: Bow
about: Bend the hips, and rise.
metric: hip_deg
usual: {start: 170, peak: 70}
phases:
  start: {name: upright, enter: 0.1, leave: 0.2}
  to_peak: {name: bowing, short: down}
  peak: {name: low, leave: 0.12, min_s: 0.5}
  from_peak: {name: rising, short: up}
movement: {min_range: 30, min_share: 0.4, min_s: 0.5, max_s: 20, max_gap_s: 1}
posture:
  - {code: not_standing, need: high(hip_height_ratio) > 0.6 and spread(stance_m) < 0.3, say: the feet move}
standards:
  deep: {limit: 90, reason: too_high}
  any: {}
default_standard: deep
form:
  - {code: bent_knees, when: low(knee_deg at peak) < 140, views: [side], say: Straighten your knees.}
  - {code: slow, when: tempo_ratio > 2, say: Keep the tempo.}
looks:
  takes_s: 2
  start: {hip_deg: [165, 10]}
  peak: {hip_deg: 70, knee_deg: 160}
"""
SQUAT = """\
format: 1
name: squat
title: Squat
about: Bend both knees, and stand up again.
metric: knee_deg
usual: {start: 170, peak: 80}
phases:
  start: {name: standing, enter: 0.15, leave: 0.25, min_s: 0.05}
  to_peak: {name: descending, short: down}
  peak: {name: bottom, leave: 0.12}
  from_peak: {name: ascending, short: up}
movement: {min_range: 25, min_share: 0.4, min_s: 0.5, max_s: 20, max_gap_s: 1}  # of the knee
posture:
  - {code: not_upright, need: body_tilt_deg < 62, say: the trunk is not upright}
standards:
  parallel: {limit: 100, reason: bottom_not_reached}
  half: {limit: 125, reason: bottom_not_reached}
  any: {}
default_standard: parallel
"""
HELD = """\
format: 1
name: stand
title: Stand
about: Stand still.
hold:
  metric: body_tilt_deg
  min_s: 5
  max_break_s: 3
  position:
    - {code: not_upright, metric: body_tilt_deg, enter: 20, leave: 30, say: you lean}
    - {code: moving, metric: stance_m, change_over_s: 0.5, enter: 0.1, leave: 0.18, say: you move}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path
