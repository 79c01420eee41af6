"""Write a file of rows whole or not at all: beside its place first, and there only when all is on the disk."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from quotadesk.app.errors import FaultyFile
from quotadesk.domain.said import Said


class SheetFile:
    """A file that is being written."""

    def __init__(self, text: TextIO) -> None:
        self._text = text

    def put_rows(self, text: str) -> None:
        """Add lines with their ends."""
        self._text.write(text)


@contextmanager
def sheet_file(path: Path) -> Iterator[SheetFile]:
    """Give a file that takes the place of `path` when the block ends well; else nothing is left, and `path` as it was.

    Raises FaultyFile when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}-")
    except OSError as error:
        raise _trouble(path, error) from error
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as text:
            yield SheetFile(text)
            text.flush()
            os.fsync(text.fileno())
        new.replace(path)
    except OSError as error:
        raise _trouble(path, error) from error
    finally:
        with suppress(OSError):
            new.unlink()


def _trouble(path: Path, error: OSError) -> FaultyFile:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    hint = (
        Said("Make room or choose another disk, then export again.", "请释放空间或选择其他磁盘后重新导出。")
        if full
        else Said(f"Choose another folder: {error.strerror}.", f"请选择其他文件夹：{error.strerror}。")
    )
    return FaultyFile(
        Said(
            f"The disk is full: {path.name} was not written."
            if full
            else f"The file {path.name} cannot be written.",
            f"磁盘已满：未写入 {path.name}。" if full else f"无法写入文件 {path.name}。",
        ),
        hint,
    )
