"""The colours of everything that fitcount draws.

Blue and orange stay apart for every common colour blindness. They never carry a meaning alone: a symbol or
a word says the same. Both are middle tones, readable on dark and on light backgrounds.
"""

from rich.style import Style

BLUE_RGB = (61, 148, 224)
ORANGE_RGB = (230, 126, 20)

PLAIN = Style()
BOLD = Style(bold=True)
DIM = Style(dim=True)
GOOD = Style(color="rgb({},{},{})".format(*BLUE_RGB))
GOOD_BOLD = GOOD + BOLD
BAD = Style(color="rgb({},{},{})".format(*ORANGE_RGB))
BAD_BOLD = BAD + BOLD
ALERT = BAD_BOLD + Style(bgcolor="rgb(16,16,16)", reverse=True)
"""Dark on orange; without colours reversed all the same."""
NOTABLE = BOLD + Style(reverse=True)
