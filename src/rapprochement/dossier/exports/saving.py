"""Put finished bytes in their place: whole, or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from rapprochement.errors import OutputError

_REASONS = {
    errno.ENOSPC: "the disk is full: free some space",
    errno.EDQUOT: "your share of the disk is full: free some space",
    errno.EFBIG: "the disk is full, or the file too large for it: free some space",
    errno.EACCES: "it may not be written: choose another place, or allow it",
    errno.EPERM: "it may not be written: choose another place, or allow it",
    errno.EROFS: "the disk is read-only: choose another place",
    errno.ENOENT: "its folder does not exist: make it, or choose another place",
    errno.ENOTDIR: "its folder is a file: choose another place",
    errno.EISDIR: "it is a folder: give the name of a file",
}


def save(data: bytes, target: Path | BinaryIO) -> None:
    """Write bytes to a stream, or to a file by way of a temporary one beside it.

    Raises
    ------
    OutputError
        The file cannot be written; an older file of that name is as it was.
    BrokenPipeError
        Whoever read the stream has gone.
    """
    try:
        if not isinstance(target, Path):
            target.write(data)
            target.flush()
        elif target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or pipe cannot be replaced
        else:
            _replace(data, target)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}")
        shown = target if isinstance(target, Path) else "the output"
        raise OutputError(f"{shown} cannot be written: {reason}. No file was left half.") from error


def _replace(data: bytes, target: Path) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    place = target.resolve()  # a link stays a link
    part = place.with_name(f".{place.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
