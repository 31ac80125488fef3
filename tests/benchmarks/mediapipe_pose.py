"""The other side of `against_mediapipe.py`: every frame of a video through MediaPipe's pose solution.

    python mediapipe_pose.py VIDEO

Run by the interpreter of an environment with MediaPipe 0.10.14, which need not have fitcount. Read and converted as in
MediaPipe's own example: OpenCV, model complexity 1 (full), tracking from frame to frame. Prints as JSON how many frames
there were, and in how many of them somebody was found.
"""

from __future__ import annotations

import json
import sys

import cv2
import mediapipe  # type: ignore[import-not-found,unused-ignore]


def main(video: str) -> None:
    capture = cv2.VideoCapture(video)
    frames = found = 0
    with mediapipe.solutions.pose.Pose(model_complexity=1) as pose:
        while True:
            there, bgr = capture.read()
            if not there:
                break
            frames += 1
            found += pose.process(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB)).pose_landmarks is not None
    print(json.dumps({"frames": frames, "found": found}))


if __name__ == "__main__":
    main(sys.argv[1])
