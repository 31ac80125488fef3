"""A page as it is read: its words, line by line."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCKS = {"p", "h1", "h2", "h3", "li", "tr", "figcaption", "title", "figure", "section"}
_PARTS = {"td", "th", "span", "b"}
_UNSEEN = {"script", "style"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\n")
        elif tag in _PARTS:
            self.words.append(" ")
        for name, value in attrs:
            if name == "alt":
                self.words.append(f"[{value}]\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data)


def words_of(page: str) -> str:
    """All that a person sees or hears, without blank lines."""
    reader = _Reader()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in "".join(reader.words).split("\n"))
    return "\n" + "\n".join(line for line in lines if line) + "\n"
