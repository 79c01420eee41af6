"""The one small file of connections, preferences and saved lookups. No secret is ever in it."""

from __future__ import annotations

import os
import tempfile
import threading
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from quotadesk.app.errors import FaultySettings
from quotadesk.app.ports import Connection
from quotadesk.domain.account import LowRule
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.said import Said

_WHOLE = 100.0  # percent


class _File(msgspec.Struct, forbid_unknown_fields=False):
    """The file as written; unknown fields of a newer program are ignored."""

    connections: list[Connection] = []
    preferences: dict[str, str] = {}
    lookups: dict[str, str] = {}


class Settings:
    """The settings of one home folder. Reads on opening and before each change; writes whole and atomically.

    Another window, or a command, may have changed the file meanwhile: what it wrote stays.

    Raises FaultySettings when the file cannot be read or written; a faulty file is never overwritten.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = self._read()

    def _read(self) -> _File:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=_File)
        except FileNotFoundError:
            return _File()
        except (msgspec.DecodeError, OSError) as error:
            raise FaultySettings(
                Said(f"The settings file {self._path} cannot be read.", f"无法读取设置文件 {self._path}。"),
                Said(
                    f"Rename it to start with new settings, or mend it: {_brief(error)}",
                    f"可将其改名以使用新设置，或修复：{_brief(error)}",
                ),
            ) from error

    def _write(self) -> None:
        data = msgspec.json.format(msgspec.json.encode(self._file), indent=1)
        name = ""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".settings-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self._path)
        except OSError as error:
            if name:
                Path(name).unlink(missing_ok=True)
            raise FaultySettings(
                Said(f"The settings could not be saved to {self._path}.", f"无法保存设置到 {self._path}。"),
                Said(
                    f"Make room or allow writing there, then try again: {_brief(error)}",
                    f"请释放空间或允许写入后重试：{_brief(error)}",
                ),
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[_File]:
        """Give the file as it is now, for one change that no other task of this program comes between."""
        with self._lock:
            file = self._file = self._read()
            yield file
            self._write()

    # ------------------------------------------------------------ connections

    def all(self) -> tuple[Connection, ...]:
        """Give every connection, the one last used first."""
        return tuple(self._file.connections)

    def save(self, connection: Connection) -> None:
        """Add or replace a connection and make it the one last used."""
        with self._changing() as file:
            file.connections = [connection, *(c for c in file.connections if c.name != connection.name)]

    def update(self, connection: Connection) -> None:
        """Replace a connection where it stands; one that is gone stays gone."""
        with self._changing() as file:
            file.connections = [connection if c.name == connection.name else c for c in file.connections]

    def remove(self, name: str) -> None:
        """Remove a connection; a name that is not there is no error."""
        with self._changing() as file:
            file.connections = [c for c in file.connections if c.name != name]

    # ------------------------------------------------------------ preferences and saved lookups

    def preference(self, name: str) -> str:
        """Give a preference, "" when it was never set."""
        return self._file.preferences.get(name, "")

    def prefer(self, name: str, value: str) -> None:
        """Keep a preference."""
        with self._lock:
            self._file = self._read()
            if self._file.preferences.get(name) != value:
                self._file.preferences[name] = value
                self._write()

    def low_rule(self) -> LowRule:
        """Give when a balance counts as low: preferences "low_share" (percent of the limit, up to 100) and "low_days".

        What was never set, or is no such number, keeps its default.
        """
        rule = LowRule()
        share, days = (_number(self.preference(name)) for name in ("low_share", "low_days"))
        return LowRule(
            share=share / 100 if share is not None and share <= _WHOLE else rule.share,
            days=rule.days if days is None else days,
        )

    def keep_days(self) -> int | None:
        """Give how many whole days are kept: preference "keep_days", a number of 1 or more; None = all of them."""
        return self._days("keep_days")

    def keep_cases_days(self) -> int | None:
        """Give after how many days without a change a case is deleted: preference "keep_cases_days"; None = never."""
        return self._days("keep_cases_days")

    def _days(self, preference: str) -> int | None:
        days = _number(self.preference(preference))
        return int(days) if days is not None and days >= 1 else None

    def lookups(self) -> Mapping[str, str]:
        """Give the saved lookups: name → text form."""
        return dict(self._file.lookups)

    def save_lookup(self, name: str, text: str) -> None:
        """Keep a lookup under a name; an empty text removes it. A full key in either is kept masked (sk-…9a2f)."""
        from quotadesk.domain.ticket.secrets import mask

        name, text = mask(name).text, mask(text).text
        with self._changing() as file:
            if text:
                file.lookups[name] = text
            else:
                file.lookups.pop(name, None)


def _number(text: str) -> float | None:
    """Give a number above zero, else None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < float("inf") else None


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


def read_mapping(path: Path) -> MappingRules:
    """Read the rules that name environment, project and tier: resources/mapping.toml, or the workspace's own file.

    Raises FaultySettings with the file and what is wrong in it.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        unknown = set(tables) - {"environments", "projects", "types", "tiers"}
        if unknown:
            message = f"unknown table {min(unknown)!r}"
            raise ValueError(message)  # noqa: TRY301 - one place turns every fault into words
        lists = {name: _lists(tables.get(name, {}), name) for name in ("environments", "projects", "tiers")}
        types = msgspec.convert(tables.get("types", {}), type=dict[str, str])
    except (OSError, ValueError) as error:  # TOML, UTF-8 and validation errors are all ValueErrors
        raise FaultySettings(
            Said(f"The mapping file {path} cannot be used.", f"无法使用映射文件 {path}。"),
            Said(f"Mend it or remove it: {_brief(error)}", f"请修复或删除：{_brief(error)}"),
        ) from error
    return MappingRules(**lists, types=types)


def _lists(table: object, name: str) -> dict[str, tuple[str, ...]]:
    try:
        return msgspec.convert(table, type=dict[str, tuple[str, ...]])
    except msgspec.ValidationError as error:
        message = f"[{name}] must hold lists of words: {error}"
        raise ValueError(message) from error
