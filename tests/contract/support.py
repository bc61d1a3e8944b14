"""A contract that is right, to be made wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DIGEST: Final = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
"""That of the empty object: sha256 of `{}`."""

CONTRACT: Final = f"""\
schema = "job.json"
id = "https://example.com/contracts/job"

[source]
id = "https://example.com/job.json"
sha256 = "{DIGEST}"

[package]
path = "../generated/job"
class = "Job"
"""


def contract_file(folder: Path, text: str | bytes = CONTRACT) -> str:
    """Write a contract, and beside it the schema that it names."""
    (folder / "job.json").write_text("{}")
    path = folder / "job.contract.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)
