"""Write files, of rows and of texts, whole or not at all: beside their place first, there when all is on the disk."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TextIO, TypeVar

from quotadesk.app.errors import FaultyFile
from quotadesk.domain.said import Said

R = TypeVar("R")


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


class TextFile:
    """An outlet that writes the Markdown form of one text; its folder is made if need be."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Write the text. Raises FaultyFile."""
        del plain, html
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _trouble(self._path, error) from error
        with sheet_file(self._path) as file:
            file.put_rows(markdown)


def text_folder(parent: Path, name: str, fill: Callable[[Path], R]) -> tuple[Path, R]:
    """Let `fill` write a folder `name` in `parent`, for this user alone.

    It gets a number where that name is taken. Gives the folder and what `fill` gave; raises what that raises, and
    FaultyFile where the folder cannot be made.
    """
    begun = not parent.exists()
    new: Path | None = None
    try:
        parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=parent, prefix=f".{name}-"))  # mode 0700
        done = fill(new)
        tries = (parent / (name if n == 1 else f"{name}-{n}") for n in count(1))
        made = new.rename(next(path for path in tries if not path.exists()))
    except BaseException as error:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        if begun:
            with suppress(OSError):
                parent.rmdir()
        if isinstance(error, OSError):
            raise _trouble(parent / name, error) from error
        raise
    return made, done


def _trouble(path: Path, error: OSError) -> FaultyFile:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
    hint = (
        Said("Make room or choose another disk, then export again.", "请释放空间或选择其他磁盘后重新导出。")
        if full
        else Said(f"Choose another folder: {error.strerror}.", f"请选择其他文件夹：{error.strerror}。")
    )
    return FaultyFile(
        Said(
            f"The disk is full: {path.name} was not written." if full else f"{path} cannot be written.",
            f"磁盘已满：未写入 {path.name}。" if full else f"无法写入 {path}。",
        ),
        hint,
    )
