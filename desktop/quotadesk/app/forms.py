"""The forms of a text: plain, HTML and chat from its Markdown, and Markdown from what an agent typed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

_ESCAPED = re.compile(r"\\([\\`*_<>\[\]()#.!|~-])")
_NUMBERED = re.compile(r"\d{1,2}\. +(.*)")
_BULLET = re.compile(r"[-*] +(.*)")
_MARKS = ((re.compile(r"\*\*([^*\n]+)\*\*"), "b"), (re.compile(r"`([^`\n]+)`"), "code"))
_KEPT = "\ue000{}\ue001"  # an escaped character while marks are read
_BACK = re.compile("\ue000(\\d+)\ue001")
_FENCE = "```"

_BLOCKS = ((_NUMBERED, "ol"), (_BULLET, "ul"))

_SPECIAL = re.compile(r"[\\`*<]|\](?=[(\[:])|(?<![^\W_])_|_(?![^\W_])")
"""What Markdown would take for a mark: code, emphasis, HTML, links. Inside a word "_" is none."""
_ITEM_OR_NONE = re.compile(r"(?:\d{1,2}\.|[-*>])\s|#|$")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ue000\ue001]")
_LONG_LINE = 80  # of a chat, in columns: a sign of Chinese takes two
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)|(?<=[。！？])(?=\S)")
_TABLE_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*")


def escaped(text: str) -> str:
    """Escape what Markdown would take for a mark, so that a name stays the name that it is."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)


def with_breaks(lines: Sequence[str]) -> str:
    """Join lines; one that is directly followed by another ends in two spaces, which is Markdown's line break."""
    following = [*lines[1:], ""]
    return "\n".join(
        a + "  " if a and not _ITEM_OR_NONE.match(b) else a for a, b in zip(lines, following, strict=True)
    )


def markdown_of(typed: str, like: str) -> str:
    """Give the Markdown of a plain text; a line that `like` holds unchanged keeps the marks that it has there."""
    marked = {plain_of(line).strip(): line.strip() for line in like.splitlines()}
    lines = (_UNSEEN.sub(" ", line).rstrip() for line in typed.strip().split("\n"))
    return with_breaks([marked.get(line) or _typed_line(line) for line in lines]) + "\n"


def _typed_line(line: str) -> str:
    bullet = _BULLET.fullmatch(line)
    if bullet:
        return f"{line[0]} {escaped(bullet[1])}"
    return "\\" + line if line.startswith("#") else escaped(line)


def chat_of(plain: str) -> str:
    """Give a plain text as a chat shows it best: no headings or tables, a sentence a line where lines are long."""
    lines: list[str] = []
    for line in plain.strip().split("\n"):
        bare = re.sub(r"^(?:#{1,6}|>)\s+", "", line.strip())
        if _TABLE_RULE.fullmatch(bare):
            continue
        if bare.startswith("|"):
            bare = " · ".join(cell.strip() for cell in bare.strip("|").split("|") if cell.strip())
        lines += _SENTENCE.split(bare) if _columns(bare) > _LONG_LINE else [bare]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _columns(line: str) -> int:
    return sum(2 if "\u2e80" <= c <= "\uffef" else 1 for c in line)


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
