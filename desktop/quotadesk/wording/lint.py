"""The lint of templates: refuse every one that could leak or misbehave, with line and reason.

A sandbox and StrictUndefined are not enough: they miss typos in branches that are not taken, let `default('')` hide
missing facts, and render any attribute that exists. So the syntax tree is checked against lists of what is allowed.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from quotadesk.app.templates import Fault
from quotadesk.domain.said import Said

SUFFIX = ".md.j2"
LARGEST_TEMPLATE = 20_000
MOST_LOOPS = 2  # nested loops multiply
MOST_ITEMS = 20  # of a list written in a template

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
        return (failure(error),)
    return faults


def failure(error: Exception) -> Fault:
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
