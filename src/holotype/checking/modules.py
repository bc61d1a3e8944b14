"""The names of modules to their files, as the file system has them: nothing is imported to find one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec

# The line that `holotype generate` writes into the `__init__.py` of its packages.
MARKER: Final = "HOLOTYPE_PACKAGE"

# Characters of an `__init__.py` that are searched for the marker.
_SEARCHED: Final = 2**22


def init_file(name: str, *, ask_hooks: bool) -> str | None:
    """The `__init__.py` of the package called `name`: "" for what is no package with a file of its own, None
    where there is nothing of that name.

    It is looked up along `sys.path`, level by level.  `ask_hooks` asks for its first part also who else finds
    modules for this Python (an editable install may be known to a hook only), which is their code that runs.
    """
    from importlib.machinery import PathFinder

    spec: ModuleSpec | None = None
    folders: Sequence[str] | None = None
    for part in name.split("."):
        if not part.isidentifier():
            return None
        # By its last part: given a whole name, a namespace package asks for parents that are not imported.
        found = PathFinder.find_spec(part, folders)
        if found is None and spec is None and ask_hooks:
            found = _found_by_hooks(part)
        if found is None:
            return None
        spec, folders = found, list(found.submodule_search_locations or ())
    if spec is None or not spec.has_location or spec.submodule_search_locations is None:
        return ""
    return spec.origin or ""


def _found_by_hooks(name: str) -> ModuleSpec | None:
    for finder in sys.meta_path:
        try:
            spec = finder.find_spec(name, None)
        except Exception:  # a hook of somebody else's: what it cannot find is not there
            continue
        if spec is not None:
            return spec
    return None


def library_file(folder: str) -> str | None:
    """The `validator.py` in the folder of a package that is a library of this Python; None for another.

    Links are followed, all of them: a name in a library may stand for a file elsewhere, and a file of a
    library, with a cache of its code beside it, may be called from elsewhere.
    """
    import sysconfig

    folder = os.path.realpath(folder)
    file = os.path.join(folder, "validator.py")
    libraries = {os.path.realpath(sysconfig.get_path(kind)) for kind in ("purelib", "platlib", "stdlib")}
    within = any(folder.startswith(os.path.join(library, "")) for library in libraries)
    return file if within and os.path.realpath(file) == file else None


def is_marked(file: str) -> bool:
    """Whether a file is the `__init__.py` of a package that `holotype generate` wrote."""
    if not os.path.isfile(file):  # a pipe would be waited for
        return False
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return any(line.startswith(MARKER) for line in stream.read(_SEARCHED).split("\n"))
    except OSError:
        return False


def marked_modules() -> Iterator[str]:
    """The names of the generated packages along `sys.path`."""
    for folder in sys.path:
        try:
            entries = [entry.name for entry in os.scandir(folder or ".") if entry.is_dir()]
        except OSError:
            continue
        for name in entries:
            base = os.path.join(folder, name)
            if os.path.isfile(os.path.join(base, "validator.py")) and is_marked(f"{base}/__init__.py"):
                yield name
