"""Where the files that ship with the package stand: data, prompts and schemas.

In a wheel `prompts/` and `schemas/` lie inside the package; in a checkout they lie beside it.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_path(name: str) -> Path:
    """A file of `summarizer/data/`."""
    return _PACKAGE / "data" / name


def shipped_path(folder: str, name: str = "") -> Path:
    """A file of `prompts/` or `schemas/` (or the folder itself), wheel or checkout alike."""
    packed = _PACKAGE / folder
    root = packed if packed.is_dir() else _PACKAGE.parent / folder
    return root / name if name else root
