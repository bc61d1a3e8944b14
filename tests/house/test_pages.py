"""The repository's pages: their links lead somewhere, and nothing names the machine that wrote it."""

from __future__ import annotations

import re
import subprocess

from .checkout import ROOT, files

LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
# Spelt apart, so that this file does not name them.
MACHINE = re.compile("|".join(("/" + "root/", "/" + "home/[a-z]", "/" + "Users/", "/" + "work/")))
TEXT = (
    ".py",
    ".md",
    ".toml",
    ".json",
    ".yaml",
    ".yml",
    ".sh",
    ".jinja2",
    "Makefile",
    "/run",
    "/python",
    "/pythons",
)


def test_the_links_of_every_page_lead_somewhere() -> None:
    broken = [
        f"{name}: {link}"
        for name in files()
        if name.endswith(".md")
        for link in LINK.findall((ROOT / name).read_text("utf-8"))
        if not ((ROOT / name).parent / link).exists()
    ]
    assert not broken


def test_no_file_names_a_folder_of_the_machine_that_wrote_it() -> None:
    found = [
        f"{name}: {match.group()}"
        for name in files()
        if name.endswith(TEXT)
        for match in MACHINE.finditer((ROOT / name).read_text("utf-8", "replace"))
    ]
    assert not found


def test_make_alone_lists_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    # Also when a make runs the tests, which would have this one say which folder it is in.
    listing = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in listing.splitlines()[1:]] == targets
