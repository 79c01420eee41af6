"""Make the plain and the HTML form of a text from its Markdown: paragraphs, lists, breaks, bold and code."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_ESCAPED = re.compile(r"\\([\\`*_<>\[\]()#.!|~-])")
_NUMBERED = re.compile(r"\d{1,2}\. +(.*)")
_BULLET = re.compile(r"[-*] +(.*)")
_MARKS = ((re.compile(r"\*\*([^*\n]+)\*\*"), "b"), (re.compile(r"`([^`\n]+)`"), "code"))
_KEPT = "\ue000{}\ue001"  # an escaped character while marks are read
_BACK = re.compile("\ue000(\\d+)\ue001")
_FENCE = "```"

_BLOCKS = ((_NUMBERED, "ol"), (_BULLET, "ul"))


def plain_of(markdown: str) -> str:
    """Give the text without marks: what stands alone in any program."""
    kept = _protected(markdown)
    for mark, _tag in _MARKS:
        kept = mark.sub(r"\1", kept)
    lines = (_restored(line).rstrip() for line in kept.splitlines() if not line.startswith(_FENCE))
    return "\n".join(lines).strip() + "\n"


def html_of(markdown: str) -> str:
    """Give the text as HTML of p, br, b, code, ol, ul, li and blockquote; everything else is escaped."""
    kept = html.escape(_protected(markdown), quote=False)
    return "\n".join(_restored_html(_block(block)) for block in _blocks(kept)) + "\n"


def _blocks(text: str) -> Iterator[str]:
    """Give fenced code and runs of lines without an empty one."""
    held: list[str] = []
    fenced = False
    for line in [*text.strip().split("\n"), ""]:
        fence = line.startswith(_FENCE)
        if held and not fenced and (fence or not line.strip()):
            yield "\n".join(held)
            held = []
        if line.strip() or fenced:
            held.append(line)
        if fence and fenced:
            yield "\n".join(held)
            held = []
        fenced = fenced is not fence
    if held:
        yield "\n".join(held)


def _block(block: str) -> str:
    if block.startswith(_FENCE):
        return f"<pre>{block.strip('`').strip(chr(10))}</pre>"
    lines = [line.strip() for line in block.split("\n")]
    for pattern, tag in _BLOCKS:
        items = [pattern.fullmatch(line) for line in lines]
        if all(items):
            inner = "".join(f"<li>{_marked(m[1])}</li>" for m in items if m)
            return f"<{tag}>{inner}</{tag}>"
    quoted = [re.fullmatch(r"&gt; ?(.*)", line) for line in lines]
    if all(quoted):
        return f"<blockquote>{'<br>'.join(_marked(m[1]) for m in quoted if m)}</blockquote>"
    return f"<p>{'<br>'.join(_marked(line) for line in lines)}</p>"


def _marked(line: str) -> str:
    for mark, tag in _MARKS:
        line = mark.sub(rf"<{tag}>\1</{tag}>", line)
    return line


def _protected(markdown: str) -> str:
    bare = re.sub("[\ue000\ue001]", "", markdown)
    return _ESCAPED.sub(lambda m: _KEPT.format(ord(m[1])), bare)


def _restored(text: str) -> str:
    return _BACK.sub(lambda m: chr(int(m[1])), text)


def _restored_html(text: str) -> str:
    return _BACK.sub(lambda m: html.escape(chr(int(m[1])), quote=False), text)
