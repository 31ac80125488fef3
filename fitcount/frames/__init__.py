"""Frames: everything that turns a video, a picture, a camera or a URL into `Frame`s.

Read in this order:

    source      what a source is, and which of the kinds below opens what
    recorded    a source that waits for its reader: every frame is delivered
    container   FFmpeg: open, choose the video stream, decode, turn upright
    clock       time stamps to seconds since the first frame
    video       video files and animated pictures
    pictures    a picture, or a folder of them
    live        a source that does not wait: the newest frame wins, and what breaks is connected again
    gaps        when it had no picture
    beginning   whether a stream that is connected again is a recording that begins anew
    cameras     which cameras this computer has, and which one is meant
    v4l2        those of a Linux computer, as the kernel tells them
    asking      what a camera is asked for: size and rate
    camera      pictures of a camera
    stream      http, rtsp, rtmp and udp
    glimpse     single pictures of a video file
"""

from fitcount.frames.asking import CameraSettings
from fitcount.frames.cameras import camera_index, list_cameras
from fitcount.frames.source import MIN_SIDE_PX, Source, open_source

__all__ = ["MIN_SIDE_PX", "CameraSettings", "Source", "camera_index", "list_cameras", "open_source"]
