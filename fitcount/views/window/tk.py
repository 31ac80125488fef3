"""The window itself, by Tk, which most Pythons bring along."""

from __future__ import annotations

import os
import sys
import tkinter as tk
from threading import Thread

from fitcount.types import UInt8Array
from fitcount.views.window.process import ERROR, KEY, NO_DISPLAY, READY, Player, say

_LOOK_EVERY_MS = 10
_SHARE = 0.75
"""Of the screen that the window takes at first."""
_LEAST_PX = 64


def run(title: str, width: int, height: int) -> None:
    """Show scenes until the window is closed, or none come any more; `width` and `height` of the pictures."""
    try:
        root = tk.Tk(className="fitcount")
    except tk.TclError:
        say(f"{ERROR}{NO_DISPLAY}")
        return
    root.title(title)
    scale = min(_SHARE * root.winfo_screenwidth() / width, _SHARE * root.winfo_screenheight() / height)
    screen = _Screen(root, round(width * scale), round(height * scale))
    root.bind("<Escape>", lambda _: root.destroy())
    root.bind("<Key>", lambda event: say(f"{KEY}{event.char}") if event.char and event.char.isprintable() else None)
    player = Player(sys.stdin.buffer, screen)
    Thread(target=player.read, daemon=True).start()

    def look() -> None:
        if player.over:
            root.destroy()
            return
        player.draw()
        root.after(_LOOK_EVERY_MS, look)

    root.update()
    say(READY)
    look()
    root.mainloop()
    # The thread may still wait for a scene, with a lock for which an orderly end of Python would wait.
    os._exit(0)


class _Screen:
    """A picture that fills the window. PPM is what Tk takes quickest: 2 ms for 640x480, 8 ms for 1280x960."""

    def __init__(self, root: tk.Tk, width: int, height: int) -> None:
        self._canvas = tk.Canvas(root, width=width, height=height, highlightthickness=0, background="black")
        self._canvas.pack(fill="both", expand=True)
        self._photo = tk.PhotoImage(master=root)
        self._canvas.create_image(0, 0, anchor="nw", image=self._photo)

    @property
    def size(self) -> tuple[int, int]:
        return max(self._canvas.winfo_width(), _LEAST_PX), max(self._canvas.winfo_height(), _LEAST_PX)

    def show(self, image_rgb: UInt8Array) -> None:
        height, width = image_rgb.shape[:2]
        self._photo.configure(data=b"P6 %d %d 255\n" % (width, height) + image_rgb.tobytes(), format="PPM")
