"""Find what customers asked and what models answered: text fields of request and response bodies, whole or cut off.

A body in a log is often truncated and often escaped; so no JSON parser reads it, but expressions that know how a
string ends, run on every layer of unescaping: on each layer the strings of that layer end where they should.
"""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.detector import first_span
from quotadesk.domain.redaction.kinds import Hit, Kind
from quotadesk.domain.redaction.pseudonym import PLACEHOLDER

_ALWAYS = (
    "prompt|negative_prompt|user_prompt|system_prompt|systemprompt|prompt_text|gpt_description_prompt|prompten|input_text|user_input|usertext|"
    "user_message|question|instructions|instruction|reasoning_content|reasoning|thinking|partial_json|lyrics|transcript|completion|answer|"
    "raw_prompt|final_prompt|original_prompt|revised_prompt|msg_content|message_content|refusal|request_body|response_body|chat_history|last_message"
)
_IN_BODY = "text|input|system|query|inputs|output_text|output|arguments|tool_input|image_url|b64_json|document|documents|file_data|texts"
_IN_CHAT = "content|suffix|delta|url|data|" + _IN_BODY
_BODY = re2.compile(
    r"(?i)[\"'](?:messages|contents|parts|choices|delta|max_tokens|max_completion_tokens|max_output_tokens|stream|temperature|role|tools|model|inputs|instructions|response_mode)[\"']\s*:"
)
_CHAT = re2.compile(
    r"(?i)[\"'](?:messages|contents|parts|choices|delta|role)[\"']\s*:\s*[\[{\"']|\brole\s*=\s*[\"']"
    r"|\b(?:tool_calls|function_call)[\"']?\s*[:=]\s*[\[{]"
)
_STRING = r"\s*[:=]\s*[\[\s]{0,6}(?:u|b|r)?(?:\"(?P<v>(?:[^\"\\]|\\.)*)|'(?P<w>(?:[^'\\]|\\.)*))"
_STRINGS = re2.compile(r"(?is)[\"'](?:" + _ALWAYS + r")[\"']" + _STRING)
_BODIES = re2.compile(r"(?is)[\"'](?:" + _IN_BODY + r")[\"']" + _STRING)
_CHATS = re2.compile(r"(?is)[\"'](?:" + _IN_CHAT + r")[\"']" + _STRING)
_INPUTS = re2.compile(r"(?is)[\"'](?:input|inputs|query)[\"']" + _STRING)
_ECHOED = re2.compile(r"(?i)[\"'](?:error|detail)[\"']\s*:\s*[\[{]")
"""A refusal that repeats the body it refused."""
_BLOCKS = re2.compile(
    r"(?s)\b[A-Z][A-Za-z]{0,40}(?:Block|Part|Content|Message|Text|Delta|Item)\([^()\n\"']{0,200}?\b(?:text|content|thinking)="
    r"(?:\"(?P<v>(?:[^\"\\]|\\.)*)|'(?P<w>(?:[^'\\]|\\.)*))"
)
"""How Python shows a part of an answer: `TextBlock(citations=None, text='…')`."""
_NEXT_STRING = re2.compile(r"(?s)[\"']\s*,\s*(?:\"(?P<v>(?:[^\"\\]|\\.)*)|'(?P<w>(?:[^'\\]|\\.)*))")
_KEYWORDS = re2.compile(
    r"(?is)\b(?:content|prompt|query|input|question)\s*[:=]\s*(?:f|r|u)?(?:\"\"\"|\"|')"
    r"(?:(?P<v>[^\"']{1,}))"
)
_ARGUMENTS = re2.compile(
    r"\b(?:prompt|input|input_value|question|query)\s{0,2}[:=]\s{0,2}\[?\s?(?:\"(?P<v>[^\"\n]{6,})|'(?P<w>[^'\n]{6,}))"
)
_FEW_BLANKS = 3
_FORM = re2.compile(
    r"(?i)(?:^|[&?\s])(?:prompt|negative_prompt|user_input|query|question|q)=(?P<v>[^&\n]{2,})"
)
_MULTIPART = re2.compile(
    r"(?i)name=\"(?:prompt|negative_prompt|input|text|query|question)\"\r?\n(?:[^\n]+\r?\n)?\r?\n(?P<v>[^\n]+(?:\n[^\n-][^\n]*)*)"
)
_PLAIN = re2.compile(
    r"(?i)(?:(?:user|system|input|full|original|customer|raw|chat|assistant|final|my|the|his|her|their|client)(?:'s)?[ _-](?:prompt|question|query|message|input)(?: text| content)?|prompt(?: text| content| was| is)?|"
    r"(?:user|customer|client) (?:asked|asks|wrote|typed|entered)|"
    r"提示词|提示語|用户(?:问道?|写道|提问|输入|问题|消息|内容|说|原话|请求内容)|系统提示|对话内容|prompt ?内容|(?:请求|输入|提问|问题|聊天) ?内容|原始输入|原文|模型(?:回答|回复|输出)|回答内容|输出内容|(?:completion|assistant (?:reply|answer|response)|model (?:output|answer|reply|response)))"
    r"\s{0,2}(?:\([^()\n]{1,12}\))?[:=]\s{0,2}(?:\"(?P<v>[^\"\n]{2,})|'(?P<w>[^'\n]{6,})|“(?P<u>[^”\n]{2,})|「(?P<x>[^」\n]{2,})|(?P<y>[^\s\"'“「\[{0-9][^\n]{5,}))"
    r"|(?:提示词|用户(?:提问|输入|问题|消息)|(?:请求|输入|提问|问题|聊天)内容)\s{0,2}(?:「(?P<z>[^」\n]{6,})|“(?P<a>[^”\n]{6,}))"
)
_TURNS = re2.compile(r"(?im)^[ \t>]*(?:user|human|assistant|system|用户|助手)[ \t]?:[ \t]?(?P<v>[^\n]{6,})")
_ANSWERED = re2.compile(r"(?im)^[ \t>]*(?:assistant|助手)[ \t]?:")
"""A talk written down: lines that begin with who speaks, and a model among them."""
_LEAST = 2
_IS_NAME = re2.compile(r"[\"']\s{0,2}:")
_LONGEST = 8000
_NUMBER = re2.compile(r"[-+0-9.eE%,\s]+|null|true|false|None|/[A-Za-z0-9_./-]*|[\[{(\s)}\]]*")
_WORD = re2.compile(r"[A-Za-z0-9_.:/-]{1,40}")
_ERROR_PROSE = re2.compile(
    r"(?i)^(?:[45][0-9]{2}\b|your prompt|is too long|too long|exceeds|must be|field required|input should|tokens?\b|this (?:field|value)|invalid|required|cannot|missing|不能为空|过长|违规|长度|包含敏感|超出|超过)"
)
_NEXT_FIELD = re2.compile(
    r"&[A-Za-z_]{2,24}=|[,;，；]?\s+(?:[A-Za-z_]{2,24}|model|模型|状态|耗时|请求)\s?[=:]|\s(?:返回|报错?|提示)\s?:?\s?[A-Za-z0-9]|\s\((?:request|req)[ _]?id|[,，;；]\s?(?:模型|状态|耗时|规则|错误码?|代码|编号|分组|请求 ?id|request)"
)


def prompt_hits(text: str) -> Iterator[Hit]:
    """Give every text field that carries what somebody wrote to a model or what it wrote back."""
    low = text.lower()
    if '"' in text or "'" in text:
        yield from _quoted(text, low)
    if any(
        word in low
        for word in (
            "prompt",
            "question",
            "query",
            "message",
            "input",
            "output",
            "answer",
            "reply",
            "response",
            "completion",
            "assistant",
            "助手",
            "提",
            "用户",
            "asked",
            "asks",
            "wrote",
            "typed",
            "entered",
            "内容",
            "原文",
            "模型",
            "输入",
        )
    ):
        yield from _plain(text, low)


def _quoted(text: str, low: str) -> Iterator[Hit]:
    yield from _strings(text, _STRINGS, sure=True)
    if _CHAT.search(text):
        yield from _strings(text, _CHATS, sure=True)
    elif _BODY.search(text):
        yield from _strings(text, _BODIES, sure=False)
    elif _ECHOED.search(text):
        yield from _strings(text, _INPUTS, sure=False)
    for match in _BLOCKS.finditer(text) if "(" in text else ():
        yield from _hit(text, *first_span(match))
    if "role" in low or "messages" in low or "create(" in low or "generate" in low:
        for match in _KEYWORDS.finditer(text):
            yield from _hit(text, *match.span(1))
    elif "prompt" in low or "input" in low or "question" in low:
        for match in _ARGUMENTS.finditer(text):
            start, end = first_span(match)
            written = text.count(" ", start, end) >= _FEW_BLANKS or not text[start:end].isascii()
            if written and not _ERROR_PROSE.search(text[start:end]):
                yield from _hit(text, start, end)


def _strings(text: str, pattern: re2._Regexp, *, sure: bool) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        start, end = _group(match)
        for low, high in ((start, _closed(text, start, end)), *_listed(text, match, end)):
            if sure or " " in text[low:high] or not text[low:high].isascii():
                yield from _hit(text, low, high)


def _closed(text: str, start: int, end: int) -> int:
    """Give where a string ends; one that was cut off ends with its line, or where the log goes on."""
    if end < len(text) and text[end] in "\"'":
        return end
    value = text[start:end]
    following = _NEXT_FIELD.search(value)
    stops = [at for at in (value.find("\n"), following.start() if following else -1) if at >= 0]
    return start + min(stops, default=len(value))


def _listed(text: str, match: re2._Match, end: int) -> Iterator[tuple[int, int]]:
    """Give the further strings of a list: `"input": ["…", "…"]`."""
    if "[" not in match.group()[: _group(match)[0] - match.start()]:
        return
    while found := _NEXT_STRING.match(text[end : end + _LONGEST]):
        start, stop = _group(found)
        yield end + start, end + stop
        end += stop


def _group(match: re2._Match) -> tuple[int, int]:
    return first_span(match)


def _plain(text: str, low: str) -> Iterator[Hit]:
    for match in _PLAIN.finditer(text):
        start, end = _group(match)
        value = text[start:end]
        if match.start(5) >= 0:
            following = _NEXT_FIELD.search(value)
            end = start + following.start() if following else end
            value = text[start:end]
            if _WORD.fullmatch(value.strip()):
                continue
        if not _ERROR_PROSE.search(value):
            yield from _hit(text, start, end)
    for match in _TURNS.finditer(text) if _ANSWERED.search(text) else ():
        yield from _hit(text, *match.span(1))
    yield from _fields(text, low)


def _fields(text: str, low: str) -> Iterator[Hit]:
    if "prompt" in low or "q=" in low or "query=" in low or "question=" in low or "user_input" in low:
        for pattern in (_FORM, _MULTIPART):
            for match in pattern.finditer(text):
                start, end = match.span(1)
                following = _NEXT_FIELD.search(text[start:end])
                end = start + following.start() if following else end
                if text[start] in "\"'":
                    continue
                if pattern is _MULTIPART or len(text[start:end].split()) > 1 or "+" in text[start:end]:
                    yield from _hit(text, start, end)


def _hit(text: str, start: int, end: int) -> Iterator[Hit]:
    value = text[start:end]
    if _IS_NAME.match(text[end : end + 4]):
        return
    if len(value.strip()) < _LEAST or _NUMBER.fullmatch(value) or PLACEHOLDER.fullmatch(value):
        return
    yield Hit(kind=Kind.PROMPT, start=start, end=end, reason="prompt")
