"""Where agents keep their own templates: a folder of the workspace, written only with what the lint lets pass."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from quotadesk.app.errors import FaultyTemplate
from quotadesk.app.templates import Fault, Sheet
from quotadesk.domain.said import Said
from quotadesk.wording.rendering import Attempt, Templates, placed

_NOT_KEPT = Said("The template was not saved.", "模板未保存。")


class OwnTemplates:
    """The shipped templates to read, and the agents' own to read and write; see app/templates.Room."""

    def __init__(self, shipped: Path, own: Path) -> None:
        self._shipped, self._own = shipped, own
        self._templates = Templates(shipped, own=own)

    @property
    def folder(self) -> Path:
        """Where the agents' own templates lie."""
        return self._own

    def sheets(self) -> tuple[Sheet, ...]:
        """Give every template in sight, sorted by name."""
        return tuple(
            Sheet(
                name=name,
                own=placed(self._own, name).is_file(),
                shipped=placed(self._shipped, name).is_file(),
            )
            for name in self._templates.names()
        )

    def source(self, name: str) -> str:
        """Give the source in use: the agent's own, else the shipped one; "" where there is none."""
        for folder in (self._own, self._shipped):
            path = placed(folder, name)
            if path.is_file():
                try:
                    return path.read_text("utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    raise FaultyTemplate(
                        Said(f"The template {path} cannot be read.", f"无法读取模板 {path}。"),
                        _step(error),
                    ) from error
        return ""

    def attempt(self, name: str, source: str) -> Attempt:
        """Give a source as the only template there is, with its faults."""
        return self._templates.attempt(name, source)

    def keep(self, name: str, source: str) -> None:
        """Write an agent's own template, whole or not at all. Raises FaultyTemplate; then nothing has changed."""
        path = placed(self._own, name)
        if faults := self._templates.check(name, source):
            raise _refused(path, faults[0])
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, made = tempfile.mkstemp(dir=path.parent, prefix=".template-")
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(source if source.endswith("\n") else source + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(made).replace(path)
        except OSError as error:
            raise FaultyTemplate(_NOT_KEPT, _step(error)) from error

    def drop(self, name: str) -> None:
        """Remove an agent's own template; one that is not there is no error. Raises FaultyTemplate."""
        try:
            placed(self._own, name).unlink(missing_ok=True)
        except OSError as error:
            raise FaultyTemplate(
                Said("The template could not be removed.", "无法删除该模板。"), _step(error)
            ) from error


def _refused(path: Path, fault: Fault) -> FaultyTemplate:
    return FaultyTemplate(
        Said(
            f"Not saved: {path.name}, line {fault.line}: {fault.reason.en}.",
            f"未保存：{path.name} 第 {fault.line} 行：{fault.reason.zh}。",
        ),
        Said("Mend it here; what you wrote stays.", "请在此修正，已写内容会保留。"),
    )


def _step(error: Exception) -> Said:
    kind = (error.strerror or type(error).__name__) if isinstance(error, OSError) else type(error).__name__
    return Said(f"Make room or allow it there, then try again: {kind}", f"请释放空间或放开权限后重试：{kind}")
