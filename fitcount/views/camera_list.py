"""The cameras of this computer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from fitcount.types import Camera, CameraMode
from fitcount.views.glyphs import Glyphs, console_glyphs
from fitcount.views.palette import BAD, BOLD, DIM

NO_CAMERA = {
    "linux": "Plug one in; `ls /dev/video*` shows it. To a container: --device /dev/video0",
    "darwin": "Let the terminal use it: System Settings > Privacy & Security > Camera",
    "win32": "Let desktop apps use it: Settings > Privacy & security > Camera",
}
"""What to do where there is none, by sys.platform."""
_PHONE = "A phone can be one, with an app such as IP Webcam that gives it an address:"
_PHONE_COMMAND = "  fitcount count http://PHONE:8080/video"
_USE = 'Take one by its number or a part of its name: fitcount count "{name}"'


def camera_list(cameras: Sequence[Camera], platform: str) -> RenderableType:
    """Each with what it can send; without any, what to do. `platform`: sys.platform."""
    return _List(cameras, platform)


@dataclass(frozen=True, slots=True)
class _List:
    cameras: Sequence[Camera]
    platform: str

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        glyphs = console_glyphs(console)
        if not self.cameras:
            yield Text("No camera is there.", BOLD)
            yield Text(NO_CAMERA.get(self.platform, "Plug one in."))
            yield Text(_PHONE)
            yield Text(_PHONE_COMMAND, DIM)
            return
        table = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(no_wrap=True, justify="right", style=BOLD)
        table.add_column()
        for camera in self.cameras:
            for number, line in enumerate(_lines(camera, glyphs)):
                table.add_row("" if number else str(camera.index), line)
        yield table
        yield Text()
        usable = [camera for camera in self.cameras if not camera.trouble] or self.cameras
        yield Text(glyphs.text(_USE.format(name=usable[-1].name)), DIM)


def _lines(camera: Camera, glyphs: Glyphs) -> Iterator[Text]:
    yield Text(glyphs.text(camera.name), BOLD)
    if camera.trouble:
        yield Text(glyphs.text(camera.trouble), BAD)
    for rate, sizes in sizes_by_rate(camera.modes).items():
        up_to = f"up to {rate:.4g} a second" if rate else "at a rate it does not tell"
        yield Text.assemble((glyphs.text(f"{up_to}: "), DIM), ", ".join(f"{width}x{height}" for width, height in sizes))


def sizes_by_rate(modes: Sequence[CameraMode]) -> dict[float, list[tuple[int, int]]]:
    """The sizes in pixels, by the most pictures a second that they can have in any format; quick and small ones first.

    The rate is 0 where the camera does not tell it.
    """
    fastest: dict[tuple[int, int], float] = {}
    for mode in modes:
        size_px = mode.width, mode.height
        fastest[size_px] = max(fastest.get(size_px, 0.0), *mode.fps, 0.0)
    sizes: dict[float, list[tuple[int, int]]] = defaultdict(list)
    for size_px, fps in sorted(fastest.items(), key=lambda item: (-item[1], item[0])):
        sizes[fps].append(size_px)
    return dict(sizes)


def in_a_line(camera: Camera) -> str:
    """What is most worth knowing: camera 0: HD Webcam, up to 1280x720 at 30 a second."""
    for rate, sizes in sizes_by_rate(camera.modes).items():
        width, height = sizes[-1]
        can = f", up to {width}x{height}" + (f" at {rate:.4g} a second" if rate else "")
        break
    else:
        can = ""
    return f"camera {camera.index}: {camera.name}{can}{': ' if camera.trouble else ''}{camera.trouble}"
