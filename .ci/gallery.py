"""Draws the pictures of docs/gallery.md: what is said of each document in examples/reports."""

from __future__ import annotations

import re
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from holotype.cli import main

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "reports"
PICTURES = ROOT / "docs" / "gallery"
# Long lines wrap at word boundaries, but an excerpt does not, or the marks would stand below something else.
NARROWEST = 100
EXCERPT = re.compile(r" +\d* \| ")
# A dark window of its own is readable on a dark page and on a light one.
THEME = TerminalTheme(
    background=(22, 27, 34),
    foreground=(214, 221, 229),
    # Black, red, green, yellow, blue, magenta, cyan, white.
    normal=[
        (72, 79, 88),
        (255, 123, 114),
        (126, 231, 135),
        (227, 179, 65),
        (121, 192, 255),
        (210, 168, 255),
        (118, 227, 234),
        (214, 221, 229),
    ],
)
# As rich's own, but for the fonts, which that one fetches from a host, and the clipping: nothing is too long.
PICTURE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px ui-monospace, Menlo, Consolas, monospace }}
.{unique_id}-title {{ font: 16px sans-serif }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def documents() -> list[str]:
    """The names of the documents, each of which has a picture: all files but the configuration."""
    return sorted(path.name for path in REPORTS.iterdir() if path.is_file() and path.name != "holotype.toml")


def picture_of(document: str) -> Path:
    """The file that the document's picture stands in."""
    return PICTURES / f"{Path(document).stem}.svg"


def said_of(document: str) -> str:
    """What the command prints about the document, with its colours, on whichever stream."""
    said = StringIO()
    with chdir(REPORTS), redirect_stdout(said), redirect_stderr(said):
        main(["validate", "--color", "always", "--no-cache", document])
    return said.getvalue()


def drawn(document: str) -> str:
    """The document's picture, an SVG: a terminal with the command and what it prints."""
    terminal = Text.from_ansi(f"\x1b[2m$\x1b[0m holotype validate {document}\n{said_of(document).rstrip()}")
    excerpts = [len(line) for line in terminal.plain.splitlines() if EXCERPT.match(line)]
    # The same on every terminal: on a dumb one rich ignores a width without a height.
    console = Console(
        record=True,
        file=StringIO(),
        width=max([NARROWEST, *excerpts]),
        height=25,
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
    )
    console.print(terminal)
    svg = console.export_svg(
        title=REPORTS.relative_to(ROOT).as_posix(),
        theme=THEME,
        code_format=PICTURE,
        font_aspect_ratio=0.6,
        unique_id="t",
    )
    # An end of a line is a text to rich, too.
    svg = re.sub(r' clip-path="[^"]*"|<text [^>]*>\n</text>', "", svg).replace("</text><", "</text>\n<")
    return "".join(f"{line.strip()}\n" for line in svg.splitlines() if line.strip())


def draw() -> None:
    """Write the pictures, and remove those of documents that are gone."""
    PICTURES.mkdir(exist_ok=True)
    pictures = {picture_of(document): drawn(document) for document in documents()}
    for old in set(PICTURES.glob("*.svg")) - pictures.keys():
        old.unlink()
    for path, picture in pictures.items():
        path.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    draw()
