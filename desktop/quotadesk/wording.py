"""Turn facts into text by Jinja templates, after a lint that refuses every template that could leak or misbehave.

A sandbox and StrictUndefined are not enough: they miss typos in branches that are not taken, let `default('')` hide
missing facts, and render any attribute that exists. So the syntax tree is checked against lists of what is allowed.
"""

from __future__ import annotations

import re
import time
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quotadesk.app.errors import FaultyTemplate
from quotadesk.domain.facts import InternalFacts, PublicFacts
from quotadesk.domain.said import Said

SUFFIX = ".md.j2"
LONGEST_TEXT = 20_000  # characters of one rendered text
LONGEST_RENDER_S = 1.0
LARGEST_TEMPLATE = 20_000
MOST_LOOPS = 2  # nested loops multiply
MOST_ITEMS = 20  # of a list written in a template
LONGEST_TUPLE = 50  # items of a fact that a loop goes through

# What a template may be made of. Everything else (calls, imports, macros, includes, string building) is refused.
ALLOWED_NODES = frozenset(
    {
        nodes.Template,
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.Const,
        nodes.If,
        nodes.For,
        nodes.Assign,
        nodes.CondExpr,
        nodes.Compare,
        nodes.Operand,
        nodes.And,
        nodes.Or,
        nodes.Not,
        nodes.Filter,
        nodes.Test,
        nodes.Getattr,
        nodes.Tuple,
        nodes.List,
        nodes.EvalContext,
    }
)
ALLOWED_FILTERS = frozenset({"length"})
ALLOWED_TESTS = frozenset({"defined", "none", "eq", "ne"})
ALLOWED_COMPARISONS = frozenset({"eq", "ne", "in", "notin"})
LOOP_NAMES = frozenset({"first", "last", "index", "length"})


_SPECIAL = re.compile(r"[\\`*<]|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown would take for a mark: code, emphasis, HTML, links. Inside a word "_" is none."""


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


def escaped(text: str) -> str:
    """Escape what Markdown would take for a mark, so that a name stays the name that it is."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template, and on which line (1-based)."""

    line: int
    reason: Said


@dataclass(frozen=True, slots=True)
class Names:
    """What a template may name: texts and flags, tuples of texts, and what it has set itself."""

    single: frozenset[str]
    tuples: frozenset[str]
    own: frozenset[str] = frozenset()

    @property
    def facts(self) -> frozenset[str]:
        """Every fact."""
        return self.single | self.tuples

    @property
    def all(self) -> frozenset[str]:
        """Every name that may be read."""
        return self.facts | self.own


def names_of(audience: type) -> Names:
    """Give the names of facts that a template for this facts class may use."""
    tuples = frozenset(f.name for f in fields(audience) if str(f.type).startswith("tuple"))
    return Names(single=frozenset(f.name for f in fields(audience)) - tuples, tuples=tuples)


def lint(source: str, allowed: Names, environment: ImmutableSandboxedEnvironment) -> tuple[Fault, ...]:
    """Check a template's source; every fault names its line. An empty answer means that it may be rendered."""
    if len(source) > LARGEST_TEMPLATE:
        return (
            Fault(1, Said(f"longer than {LARGEST_TEMPLATE} characters", f"超过 {LARGEST_TEMPLATE} 个字符")),
        )
    try:
        faults = tuple(_tree_faults(environment.parse(source), allowed))
        if not faults:
            environment.compile(source)  # Python has limits of its own, such as on nested blocks
    except TemplateSyntaxError as error:
        return (Fault(error.lineno or 1, Said(f"syntax: {error.message}", f"语法错误：{error.message}")),)
    except RecursionError:
        return (Fault(1, Said("nested too deeply", "嵌套过深")),)
    except Exception as error:  # noqa: BLE001 - whatever the parser cannot take, the agent must see where
        return (_failure(error),)
    return faults


def _failure(error: Exception) -> Fault:
    """Say what a template broke with. Only the error's type and the line: its words may hold a fact."""
    lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(SUFFIX)]
    kind = type(error).__name__
    return Fault((lines or [1])[-1] or 1, Said(f"cannot be rendered ({kind})", f"无法生成（{kind}）"))


def _tree_faults(tree: nodes.Template, allowed: Names) -> Iterator[Fault]:
    own = frozenset(_assigned(tree))
    for name in sorted(own & allowed.facts):
        yield Fault(1, Said(f"“{name}” is a fact and cannot be set", f"“{name}”是事实，不能赋值"))
    attributes = {id(n.node) for n in _walk(tree) if isinstance(n, nodes.Getattr)}
    names = replace(allowed, own=own)
    for node in _walk(tree):
        yield from _node_faults(node, names)
        yield from _size_faults(node, names)
        if isinstance(node, nodes.Name) and node.name == "loop" and id(node) not in attributes:
            yield Fault(node.lineno or 1, Said("“loop” alone is no text", "不能单独使用“loop”"))
    if _loop_depth(tree) > MOST_LOOPS:
        yield Fault(1, Said("loops are nested too deeply", "循环嵌套过深"))


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _assigned(tree: nodes.Template) -> Iterator[str]:
    """Give the names that the template makes itself: loop variables and `set`."""
    for node in _walk(tree):
        if isinstance(node, nodes.For | nodes.Assign):
            yield from (n.name for n in _walk(node.target) if isinstance(n, nodes.Name))


def _loop_depth(node: nodes.Node) -> int:
    below = max((_loop_depth(child) for child in node.iter_child_nodes()), default=0)
    return below + isinstance(node, nodes.For)


def _node_faults(node: nodes.Node, names: Names) -> Iterator[Fault]:
    line = node.lineno or 1
    if type(node) not in ALLOWED_NODES:
        kind = type(node).__name__
        yield Fault(line, Said(f"{kind} is not allowed in a template", f"模板中不允许 {kind}"))
    elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in names.all | {"loop"}:
        yield Fault(
            line, Said(f"“{node.name}” is not a fact of this text", f"“{node.name}”不是此文本可用的事实")
        )
    elif isinstance(node, nodes.Getattr) and not _is_loop(node):
        yield Fault(line, Said(f"“.{node.attr}” reaches into a fact", f"“.{node.attr}”访问了事实的内部"))
    elif isinstance(node, nodes.Filter) and node.name not in ALLOWED_FILTERS:
        yield Fault(line, Said(f"the filter “{node.name}” is not allowed", f"不允许过滤器“{node.name}”"))
    elif isinstance(node, nodes.Test) and node.name not in ALLOWED_TESTS:
        yield Fault(line, Said(f"the test “{node.name}” is not allowed", f"不允许测试“{node.name}”"))


def _size_faults(node: nodes.Node, names: Names) -> Iterator[Fault]:
    """Refuse what could take long without any output, or fail for some facts only."""
    line = node.lineno or 1
    if isinstance(node, nodes.For) and not _names_one_of(node.iter, names.tuples):
        yield Fault(line, Said("a loop goes through a list of facts only", "循环只能遍历列表类事实"))
    elif isinstance(node, nodes.List | nodes.Tuple) and not _is_small(node):
        yield Fault(
            line,
            Said(f"a list holds at most {MOST_ITEMS} plain values", f"列表最多包含 {MOST_ITEMS} 个常量"),
        )
    elif isinstance(node, nodes.Filter) and not _names_one_of(node.node, names.facts):
        yield Fault(line, Said(f"“{node.name}” takes a fact only", f"“{node.name}”只能用于事实"))
    elif isinstance(node, nodes.Operand) and node.op not in ALLOWED_COMPARISONS:
        yield Fault(
            line, Said("only ==, !=, in and not in compare texts", "文本只能用 ==、!=、in、not in 比较")
        )
    elif isinstance(node, nodes.Operand) and node.op in {"in", "notin"} and not _may_hold(node.expr, names):
        yield Fault(line, Said("“in” looks into a fact or a short list only", "“in”只能用于事实或短列表"))


def _names_one_of(node: nodes.Node | None, names: frozenset[str]) -> bool:
    return isinstance(node, nodes.Name) and node.name in names


def _may_hold(node: nodes.Expr, names: Names) -> bool:
    return _names_one_of(node, names.facts) or isinstance(node, nodes.List | nodes.Tuple)


def _is_small(node: nodes.List | nodes.Tuple) -> bool:
    """Whether it is short and flat: lists in lists multiply when they are printed. A target of `for` is no list."""
    return len(node.items) <= MOST_ITEMS and all(isinstance(n, nodes.Const) for n in node.items)


def _is_loop(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in LOOP_NAMES


class Templates:
    """The shipped templates and, above them, the agents' own folder. Every template is linted before its first use."""

    def __init__(self, shipped: Path, *, own: Path | None = None) -> None:
        self._folders = [f for f in (own, shipped) if f is not None]
        self._environment = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader([str(f) for f in self._folders]),
            undefined=StrictUndefined,
            autoescape=False,  # the text is Markdown; HTML is made and escaped afterwards
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            finalize=printed,
        )
        self._check = lru_cache(maxsize=256)(self._faults_of)
        self._read_literals = lru_cache(maxsize=256)(self._literals_of)

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
        path = self._path(name)
        return self._check(name, path.stat().st_mtime_ns)

    def _path(self, name: str) -> Path:
        for folder in self._folders:
            path = folder / f"{name}{SUFFIX}"
            if path.is_file():
                return path
        raise FaultyTemplate(
            Said(f"There is no template “{name}”.", f"没有名为“{name}”的模板。"),
            Said("Install Quotadesk again, or add the file.", "请重新安装 Quotadesk，或补上该文件。"),
        )

    def _faults_of(self, name: str, _changed: int) -> tuple[Fault, ...]:
        try:
            source = self._path(name).read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            return (
                Fault(
                    1, Said(f"cannot be read: {type(error).__name__}", f"无法读取：{type(error).__name__}")
                ),
            )
        return lint(source, names_of(facts_class(name)), self._environment)

    def render(self, kind: str, language: str, facts: Any) -> str:
        """Render the Markdown text of `kind` ("replies/budget"). Raises FaultyTemplate with file, line and reason."""
        name = f"{language}/{kind}"
        wanted = facts_class(name)
        if not isinstance(facts, wanted):
            message = f"{name} takes {wanted.__name__}"
            raise TypeError(message)
        faults = self.faults(name)
        if faults:
            raise self._refused(name, faults[0])
        values = {f.name: _given(f.name, getattr(facts, f.name)) for f in fields(wanted)}
        try:
            return tidy(self._within_limits(name, values))
        except FaultyTemplate:
            raise
        except Exception as error:  # whatever goes wrong inside, the agent must see where
            raise self._refused(name, _failure(error)) from error

    def literals(self, kind: str, language: str) -> str:
        """Give what stands literally in a template: its own words, numbers and times."""
        name = f"{language}/{kind}"
        path = self._path(name)
        return self._read_literals(path, path.stat().st_mtime_ns)

    def _literals_of(self, path: Path, _changed: int) -> str:
        tree = self._environment.parse(path.read_text("utf-8"))
        parts = [n.data for n in tree.find_all(nodes.TemplateData)]
        parts += [n.value for n in tree.find_all(nodes.Const) if isinstance(n.value, str)]
        return "\n".join(parts)

    def _within_limits(self, name: str, values: Mapping[str, Any]) -> str:
        parts: list[str] = []
        length, began = 0, time.monotonic()
        for part in self._environment.get_template(f"{name}{SUFFIX}").generate(values):
            parts.append(part)
            length += len(part)
            if length > LONGEST_TEXT or time.monotonic() - began > LONGEST_RENDER_S:
                raise self._refused(
                    name, Fault(1, Said("its text grows without end", "生成的文本过长或过慢"))
                )
        return "".join(parts)

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


def facts_class(name: str) -> type[PublicFacts | InternalFacts]:
    """Give which facts a template gets: replies are for customers and get public ones only."""
    return PublicFacts if "/replies/" in f"/{name}" else InternalFacts


def _given(name: str, value: Any) -> Any:
    """Give a fact as a template gets it: a gap where it is empty, and no list without end."""
    if isinstance(value, tuple):
        return value[:LONGEST_TUPLE]
    return Missing(name) if value == "" else value


_ITEM = re.compile(r"(?:\d{1,2}\.|[-*>])\s|#|$")


def tidy(text: str) -> str:
    """Trim lines and fold runs of empty ones, so that optional sentences leave no holes.

    A line that is directly followed by another one ends in two spaces, which is Markdown's line break.
    """
    folded = [re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines()]
    lines = re.sub(r"\n{3,}", "\n\n", "\n".join(folded)).strip().split("\n")
    following = [*lines[1:], ""]
    broken = [a + "  " if a and not _ITEM.match(b) else a for a, b in zip(lines, following, strict=True)]
    return "\n".join(broken) + "\n"
