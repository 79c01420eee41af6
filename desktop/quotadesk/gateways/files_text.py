"""Open a file that somebody exported as text: unpacked, in its own encoding, a bounded line at a time."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from quotadesk.app.errors import FaultyFile
from quotadesk.domain.said import Said

LONGEST_LINE = (
    8_000_000  # characters of one line, CSV cell or JSON row; the longest logged prompts are far shorter
)
_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b"
_CUT = (EOFError, gzip.BadGzipFile, zlib.error)
_MARKS = (  # the longer mark first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE = "gb18030"  # holds GBK and GB 2312, which Excel writes in Chinese


class TooLongLine(Exception):
    """A line is longer than any row can be; it was skipped up to its end."""


class Lines:
    """The lines of a text with their ends, and the number of the last one given (1-based).

    Raises TooLongLine in the place of a line that is none, and goes on after it.
    """

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self.number = 0

    def __iter__(self) -> Lines:
        """Give itself: there is one reading."""
        return self

    def __next__(self) -> str:
        """Give the next line."""
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and line[-1] not in "\r\n":
            while (rest := self._text.readline(LONGEST_LINE)) and rest[-1] not in "\r\n":
                pass
            raise TooLongLine
        return line

    def piece(self, size: int) -> str:
        """Give up to `size` characters as they stand, whatever their lines; "" at the end."""
        return self._text.read(size)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenText:
    """An open file: its lines, and the share (0..1) of its bytes that was read."""

    lines: Lines
    share: Callable[[], float]


@contextmanager
def open_text(path: Path) -> Iterator[OpenText]:
    """Open `path`, also packed by gzip. Raises FaultyFile when it cannot be opened."""
    with _speaking(path):
        raw = path.open("rb")
    with raw, _speaking(path):
        size = max(1, path.stat().st_size)
        encoding = _encoding(raw)
        raw.seek(0)
        text = io.TextIOWrapper(_unpacked(raw), encoding=encoding, errors="replace", newline="")
        yield OpenText(lines=Lines(text), share=lambda: min(1.0, raw.tell() / size))


@contextmanager
def _speaking(path: Path) -> Iterator[None]:
    try:
        yield
    except _CUT as error:
        raise FaultyFile(
            Said(f"The packed file {path.name} is cut or damaged.", f"压缩文件 {path.name} 不完整或已损坏。"),
            Said(
                "Export or copy it again; what was read before is kept.",
                "请重新导出或复制；此前读取的内容已保留。",
            ),
        ) from error
    except OSError as error:
        raise FaultyFile(
            Said(f"The file {path.name} cannot be read.", f"无法读取文件 {path.name}。"),
            Said(f"Check its name and rights: {error.strerror}.", f"请检查文件名与权限：{error.strerror}。"),
        ) from error


def _unpacked(raw: BinaryIO) -> BinaryIO:
    packed = raw.read(2) == _GZIP
    raw.seek(0)
    return cast(BinaryIO, io.BufferedReader(gzip.GzipFile(fileobj=raw))) if packed else raw


def _encoding(raw: BinaryIO) -> str:
    """Tell the encoding by its mark, by the zeros of UTF-16, else by the first block that is not plain ASCII.

    A file of plain ASCII is looked through once for it: reading is a hundred times quicker than what follows.
    """
    file = _unpacked(raw)
    block = file.read(4096)
    for mark, name in _MARKS:
        if block.startswith(mark):
            return name
    if block.count(0) > len(block) // 4:
        return "utf-16-le" if block[1::2].count(0) > block[::2].count(0) else "utf-16-be"
    try:
        while block:
            if not block.isascii():
                return "utf-8" if _is_utf8(block, file.read(4)) else _CHINESE
            block = file.read(_BLOCK)
    except _CUT:  # the reading tells, and keeps what stands before
        pass
    return "utf-8"


def _is_utf8(block: bytes, after: bytes) -> bool:
    """Whether a block is UTF-8; the character at its end goes on in what comes after, and one at its head is whole."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(block + after)
    except UnicodeDecodeError:
        return False
    return True
