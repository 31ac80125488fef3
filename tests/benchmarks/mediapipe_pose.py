"""What fitcount is measured against: every frame of a video through MediaPipe's pose solution.

    python mediapipe_pose.py VIDEO

Run by the interpreter of an environment that has MediaPipe 0.10.14 and need not have fitcount. Settings as in MediaPipe's
own example for videos: model complexity 1, tracking from frame to frame, smoothing. Prints JSON: how many frames there
were, in how many somebody was found, and time.monotonic() after the first of them.
"""

import json
import sys
import time

import cv2
import mediapipe  # type: ignore[import-not-found,unused-ignore]


def main(video: str) -> None:
    capture = cv2.VideoCapture(video)
    frames = found = 0
    first = float("nan")
    with mediapipe.solutions.pose.Pose(model_complexity=1) as pose:
        while True:
            more, bgr = capture.read()
            if not more:
                break
            result = pose.process(cv2.cvtColor(bgr, cv2.COLOR_BGR2RGB))
            found += result.pose_landmarks is not None
            frames += 1
            if frames == 1:
                first = time.monotonic()
    print(json.dumps({"frames": frames, "found": found, "first_s": first}))


if __name__ == "__main__":
    main(sys.argv[1])
