"""Turn facts into text by Jinja templates, after the lint (wording/lint.py) has found nothing against them."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quotadesk.app.errors import FaultyTemplate
from quotadesk.app.forms import escaped, with_breaks
from quotadesk.app.templates import Fault
from quotadesk.domain.facts import InternalFacts, PublicFacts
from quotadesk.domain.said import Said
from quotadesk.wording.lint import SUFFIX, failure, lint, names_of

LONGEST_TEXT = 20_000  # characters of one rendered text
LONGEST_RENDER_S = 1.0
LONGEST_TUPLE = 50  # items of a fact that a loop goes through


class Missing(str):
    """An empty fact that a template printed: it stands in the text as `‹name›`, and the text may not leave."""

    __slots__ = ("fact",)
    fact: str

    def __new__(cls, fact: str) -> Self:
        """Make the empty text of the fact called `fact`."""
        made = super().__new__(cls, "")
        made.fact = fact
        return made


def printed(value: Any) -> Any:
    """Give what a printed fact becomes: escaped for Markdown, or a visible gap where it is empty."""
    if isinstance(value, Missing):
        return f"‹{value.fact}›"
    return escaped(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A template after its lint: what speaks against it, else its own words and what renders it."""

    faults: tuple[Fault, ...]
    literals: str = ""
    template: Template | None = None


class Templates:
    """The shipped templates and, above them, the agents' own folder. Every template is linted before its first use."""

    def __init__(self, shipped: Path, *, own: Path | None = None) -> None:
        self._folders = [f for f in (own, shipped) if f is not None]
        self._environment = ImmutableSandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,  # the text is Markdown; HTML is made and escaped afterwards
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            finalize=printed,
        )
        self._read = lru_cache(maxsize=256)(self._read_now)

    def names(self) -> tuple[str, ...]:
        """Give every template as "en/replies/budget", sorted."""
        found = {
            path.relative_to(folder).as_posix().removesuffix(SUFFIX)
            for folder in self._folders
            for path in folder.rglob(f"*{SUFFIX}")
        }
        return tuple(sorted(found))

    def faults(self, name: str) -> tuple[Fault, ...]:
        """Lint one template by its name ("zh/replies/ask")."""
        return self._held(name).faults

    def _path(self, name: str) -> Path:
        for folder in self._folders:
            path = placed(folder, name)
            if path.is_file():
                return path
        raise FaultyTemplate(
            Said(f"There is no template “{name}”.", f"没有名为“{name}”的模板。"),
            Said("Install Quotadesk again, or add the file.", "请重新安装 Quotadesk，或补上该文件。"),
        )

    def _held(self, name: str) -> _Prepared:
        path = self._path(name)
        return self._read(name, path, path.stat().st_mtime_ns)

    def _read_now(self, name: str, path: Path, _changed: int) -> _Prepared:
        try:
            return self._prepared(name, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            kind = type(error).__name__
            return _Prepared((Fault(1, Said(f"cannot be read: {kind}", f"无法读取：{kind}")),))

    def _prepared(self, name: str, source: str) -> _Prepared:
        environment = self._environment
        if faults := lint(source, names_of(facts_class(name)), environment):
            return _Prepared(faults)
        code = environment.compile(source, filename=f"{name}{SUFFIX}")
        made = Template.from_code(environment, code, environment.make_globals(None))
        tree = environment.parse(source)
        parts = [n.data for n in tree.find_all(nodes.TemplateData)]
        parts += [n.value for n in tree.find_all(nodes.Const) if isinstance(n.value, str)]
        return _Prepared((), "\n".join(parts), made)

    # ------------------------------------------------------------ by name

    def render(self, kind: str, language: str, facts: Any) -> str:
        """Render the Markdown text of `kind` ("replies/budget"). Raises FaultyTemplate with file, line and reason."""
        name = f"{language}/{kind}"
        try:
            return _rendered(name, self._held(name), facts)
        except _Broken as broken:
            raise self._refused(name, broken.fault) from broken.__cause__

    def literals(self, kind: str, language: str) -> str:
        """Give what stands literally in a template: its own words, numbers and times."""
        return self._held(f"{language}/{kind}").literals

    def _refused(self, name: str, fault: Fault) -> FaultyTemplate:
        where = self._path(name)
        return FaultyTemplate(
            Said(
                f"The template {where}, line {fault.line}: {fault.reason.en}.",
                f"模板 {where} 第 {fault.line} 行：{fault.reason.zh}。",
            ),
            Said(
                "Mend the template, or remove it to use the shipped one.",
                "请修复该模板，或删除以使用自带模板。",
            ),
        )

    # ------------------------------------------------------------ a source that is being written

    def check(self, name: str, source: str) -> tuple[Fault, ...]:
        """Lint a source as if it were the template `name`."""
        return lint(source, names_of(facts_class(name)), self._environment)

    def attempt(self, name: str, source: str) -> Attempt:
        """Give a source as the only template there is: nothing is read or kept."""
        return Attempt(name, self._prepared(name, source))


class Attempt:
    """A source as Wording: whatever is asked for, it renders this one."""

    def __init__(self, name: str, prepared: _Prepared) -> None:
        self._name, self._prepared = name, prepared

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that the lint has against it."""
        return self._prepared.faults

    def names(self) -> tuple[str, ...]:
        """Give its own name."""
        return (self._name,)

    def literals(self, kind: str, language: str) -> str:
        """Give its own words."""
        del kind, language
        return self._prepared.literals

    def render(self, kind: str, language: str, facts: Any) -> str:
        """Render it. Raises FaultyTemplate with line and reason."""
        del kind, language
        try:
            return _rendered(self._name, self._prepared, facts)
        except _Broken as broken:
            line, why = broken.fault.line, broken.fault.reason
            raise FaultyTemplate(
                Said(f"Line {line}: {why.en}.", f"第 {line} 行：{why.zh}。"),
                Said("Mend it; it is not saved before.", "请先修正，修正前不会保存。"),
            ) from broken.__cause__


class _Broken(Exception):
    """A template that cannot be rendered, and where."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.line)
        self.fault = fault


def _rendered(name: str, prepared: _Prepared, facts: Any) -> str:
    wanted = facts_class(name)
    if not isinstance(facts, wanted):
        message = f"{name} takes {wanted.__name__}"
        raise TypeError(message)
    if prepared.template is None:
        raise _Broken(prepared.faults[0])
    values = {f.name: _given(f.name, getattr(facts, f.name)) for f in fields(wanted)}
    try:
        return tidy(_within_limits(prepared.template, values))
    except _Broken:
        raise
    except Exception as error:  # whatever goes wrong inside, the agent must see where
        raise _Broken(failure(error)) from error


def _within_limits(template: Template, values: Mapping[str, Any]) -> str:
    parts: list[str] = []
    length, began = 0, time.monotonic()
    for part in template.generate(values):
        parts.append(part)
        length += len(part)
        if length > LONGEST_TEXT or time.monotonic() - began > LONGEST_RENDER_S:
            raise _Broken(Fault(1, Said("its text grows without end", "生成的文本过长或过慢")))
    return "".join(parts)


def placed(folder: Path, name: str) -> Path:
    """Give where a template lies in a folder. Raises FaultyTemplate for a name that leads out of it."""
    if any(part in {"", ".", ".."} or "\\" in part for part in name.split("/")):
        raise FaultyTemplate(
            Said("A template lies in its own folder only.", "模板只能位于其专用文件夹。"),
            Said("Give it another name.", "请换一个名称。"),
        )
    return folder / f"{name}{SUFFIX}"


def facts_class(name: str) -> type[PublicFacts | InternalFacts]:
    """Give which facts a template gets: replies are for customers and get public ones only."""
    return PublicFacts if "/replies/" in f"/{name}" else InternalFacts


def _given(name: str, value: Any) -> Any:
    """Give a fact as a template gets it: a gap where it is empty, and no list without end."""
    if isinstance(value, tuple):
        return value[:LONGEST_TUPLE]
    return Missing(name) if value == "" else value


def tidy(text: str) -> str:
    """Trim lines and fold runs of empty ones, so that optional sentences leave no holes.

    A line that is directly followed by another one ends in two spaces, which is Markdown's line break.
    """
    folded = [re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines()]
    lines = re.sub(r"\n{3,}", "\n\n", "\n".join(folded)).strip().split("\n")
    return with_breaks(lines) + "\n"
