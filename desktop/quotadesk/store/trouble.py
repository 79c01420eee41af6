"""Turn SQLite's failures into the desk's own, each with the next step."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from quotadesk.app.errors import StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, StoreTrouble
from quotadesk.domain.said import Said

_PRIMARY = 0xFF  # the low byte of an extended result code
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def _busy(path: Path) -> StoreTrouble:
    return StoreBusy(
        Said(f"Another program is writing to the store {path}.", f"另一个程序正在写入本地库 {path}。"),
        Said(
            "Wait until its sync has ended, or close it, then try again.",
            "请等待其同步结束，或关闭该程序后重试。",
        ),
    )


def _full(path: Path) -> StoreTrouble:
    return StoreFull(
        Said(f"No space is left for the store {path}.", f"磁盘空间不足，无法写入本地库 {path}。"),
        Said(
            "Free some space, then sync again: what was read before is kept.",
            "请释放空间后重新同步；此前读取的内容均已保留。",
        ),
    )


def _read_only(path: Path) -> StoreTrouble:
    return StoreReadOnly(
        Said(f"The store {path} cannot be written.", f"本地库 {path} 不可写。"),
        Said(
            "Let your user write this file and its folder, or choose another folder with --home.",
            "请授予当前用户对该文件及其目录的写入权限，或用 --home 指定其他目录。",
        ),
    )


def unopened(path: Path) -> StoreTrouble:
    """Say that the file cannot be reached at all."""
    return StoreTrouble(
        Said(f"The store {path} cannot be opened.", f"无法打开本地库 {path}。"),
        Said(
            "Check that the folder exists and that your user may read and write it.",
            "请确认目录存在，且当前用户可读写。",
        ),
    )


def _disk(path: Path) -> StoreTrouble:
    return StoreTrouble(
        Said(f"The disk failed while the store {path} was used.", f"读写本地库 {path} 时磁盘出错。"),
        Said("Check the disk and its free space, then try again.", "请检查磁盘及其剩余空间后重试。"),
    )


_BY_CODE: dict[int, Callable[[Path], StoreTrouble]] = {
    sqlite3.SQLITE_BUSY: _busy,
    sqlite3.SQLITE_LOCKED: _busy,
    sqlite3.SQLITE_FULL: _full,
    sqlite3.SQLITE_READONLY: _read_only,
    sqlite3.SQLITE_PERM: _read_only,
    sqlite3.SQLITE_CANTOPEN: unopened,
    sqlite3.SQLITE_IOERR: _disk,
}


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is not, or no longer, a sound SQLite file."""
    return _code(error) in _DAMAGED


def is_read_only(error: sqlite3.Error) -> bool:
    """Whether the file, or its place, cannot be written by this user."""
    return _code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY


def in_our_words(error: sqlite3.Error, path: Path) -> StoreTrouble | None:
    """Give the trouble that `error` means, or None when it is a mistake of this program."""
    known = _BY_CODE.get(_code(error))
    return known(path) if known else None


def damaged(path: Path, aside: Path | None) -> StoreDamaged:
    """Say that the file is damaged and where it was put; `aside` None = it could not be moved."""
    if aside is None:
        return StoreDamaged(
            Said(f"The store {path} is damaged and is still in use.", f"本地库 {path} 已损坏，且仍被占用。"),
            Said(
                "Close every window of this program, then open it again: the damaged file is then set aside.",
                "请关闭本程序的所有窗口后重新打开，损坏的文件届时会被另存。",
            ),
        )
    return StoreDamaged(
        Said(
            f"The store was damaged. It was set aside as {aside}, and a new, empty one was made.",
            f"本地库已损坏，已另存为 {aside}，并新建了空库。",
        ),
        Said(
            "Sync again to fill it from the gateway. Keep the old file until you have what you need.",
            "请重新同步，从网关补齐数据；在确认无误前请保留旧文件。",
        ),
    )


def too_new(path: Path, theirs: int, ours: int) -> StoreTrouble:
    """Say that a newer program made the file."""
    return StoreTrouble(
        Said(
            f"The store {path} was made by a newer version of this program (format {theirs}, not {ours}).",
            f"本地库 {path} 由更新版本的程序创建（格式 {theirs}，当前程序支持到 {ours}）。",
        ),
        Said(
            "Update this program, or choose another folder with --home.",
            "请升级本程序，或用 --home 指定其他目录。",
        ),
    )
