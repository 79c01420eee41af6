"""Tell a mail's or a chat's own words from what is around: old mails, heads, our address, phones."""

import re
from itertools import islice

from quotadesk.domain.ticket.plain import Plain

Spans = list[tuple[int, int]]

# The line with which a mail program begins the old mail. A forwarded message is no old mail: it is what we are sent.
_WROTE = re.compile(
    r"^(?:>\s?)*(?:on\s[^\n]{6,120}\swrote:|(?:在|于)?\s?20\d\d[^\n]{4,100}写道\s?:|am\s[^\n]{6,120}\sschrieb[^\n]{0,60}:)",
    re.MULTILINE,
)
_OLD = re.compile(
    r"^[-_=\s]{2,40}(?:original message|original mail|原始邮件|原邮件|原始信息)[-_=\s]{2,40}$", re.MULTILINE
)
_QUOTED_LINE = re.compile(r"^>[^\n]*$", re.MULTILINE)
_TO = re.compile(r"^[ \t]*(?:to|cc|收件人|抄送)\s?:[^\n]*$", re.MULTILINE)
_FROM = re.compile(r"^[ \t]*(?:from|发件人|寄件人)\s?:[^\n]*$", re.MULTILINE)
_PHONE = re.compile(
    r"(?<![\d:])\+\d{1,3}(?:[\s.-]?\(?\d{1,5}\)?){2,6}(?![\d:])"
    r"|(?:电话|手机|座机|热线|传真|(?<![a-z])(?:tel|phone|mobile|cell|fax|hotline))(?:号码|号)?\s?[:.]?\s?\+?\d[\d\s()-]{5,20}\d"
)
_DESK = re.compile(r"(?:support|help(?:desk)?|service|no-?reply|tickets?|kefu|care)@", re.IGNORECASE)
# Lines that mail programs write for each other: their ids are no requests, and look like addresses.
_MACHINERY = re.compile(
    r"^[> \t]*(?:message-id|in-reply-to|references|return-path|list-[a-z]+)\s?:[^\n]*[<@][^\n]*$",
    re.MULTILINE,
)
# A head of lines with labels, one of which says who wrote or what about; its date is when it was written.
_LABELLED = r"[>* \t]*[^\s:\d][^:\n]{0,24}:[^\n]*"
_HEAD = re.compile(rf"^{_LABELLED}(?:\n{_LABELLED})+$", re.MULTILINE)
_HEAD_OF_A_MAIL = re.compile(
    r"^[>* \t]*(?:from|to|subject|requester|发件人|收件人|寄件人|主题|提交人|提问人)\s?:", re.MULTILINE
)
_WRITTEN = re.compile(
    r"^[>* \t]*(?:date|sent|created(?:\s(?:at|on))?|submitted(?:\s(?:at|on))?|发送时间|发件时间|日期|提交时间|创建时间)\s?:(?P<when>[^\n]*\d:\d\d[^\n]*)$",
    re.MULTILINE,
)
# Who spoke and when, as chats are exported: a line of both above what was said, or both before it on its line.
_STAMP = r"(?P<when>(?:(?:[\d年月日/.-]{4,11}|today|yesterday|今天|昨天),?(?:\sat)?[ t]{1,3})?(?:[上下]午)?\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?)"
_SPEAKER = r"(?P<who>[^\s:\d\[(][^:\n]{0,19}?)"
_CHATS = (
    re.compile(
        rf"^{_SPEAKER}[ \t]{{1,4}}(?:-[ \t]{{1,2}})?{_STAMP}[ \t]{{0,4}}$(?=\n(?![^\n]{{0,40}}\d:\d\d[ \t]{{0,4}}$)[^\n]{{0,40}}[^\s])",
        re.MULTILINE,
    ),
    re.compile(rf"^\[?{_STAMP}\]?[ \t-]{{1,3}}{_SPEAKER}[ \t]?:(?=[^\n]{{0,40}}\S)", re.MULTILINE),
)
# A line of a log or of a list of events begins with a time and words too.
_NO_SPEAKER = re.compile(r"报|错|败|超时|恢复|断|开始|(?<![a-z])(?:err|fail|warn|info|debug|fatal|crit|time)")
_MOST_HEADS = 20
_DIGITS = range(8, 16)  # of a telephone number with its country


def quoted(seen: Plain) -> Spans:
    """Give the places of an old mail quoted below the message."""
    old = _OLD.search(seen.low)
    if old:
        return [(old.start(), len(seen.low))]
    wrote = _WROTE.search(seen.low)
    if not wrote:
        return []
    lines = [m.span() for m in _QUOTED_LINE.finditer(seen.low, wrote.start())]
    return [(wrote.start(), lines[-1][1] if lines else len(seen.low))]


def ours(seen: Plain) -> Spans:
    """Give the places where addresses are the desk's own: the receiver of a mail, and who wrote the quoted answer."""
    below = quoted(seen)
    inside = [s for start, end in below for m in _FROM.finditer(seen.low, start, end) for s in [m.span()]]
    inside += [m.span() for start, end in below for m in _WROTE.finditer(seen.low, start, end)]
    outside = [m.span() for m in _TO.finditer(seen.low) if not within(m.start(), below)]
    return inside + outside


def machinery(seen: Plain) -> Spans:
    """Give the places of lines that only mail programs read."""
    return [m.span() for m in _MACHINERY.finditer(seen.low)]


def written(seen: Plain) -> Spans:
    """Give the places where the head of a mail or a ticket, or a line of a chat, says when it was written."""
    heads = [m for m in islice(_HEAD.finditer(seen.low), _MOST_HEADS) if _HEAD_OF_A_MAIL.search(m[0])]
    found = [m.span("when") for head in heads for m in _WRITTEN.finditer(seen.low, head.start(), head.end())]
    return (found + _chatted(seen.low))[:_MOST_HEADS]


def _chatted(low: str) -> Spans:
    """Give the stamps of a chat; it takes two to chat."""
    for form in _CHATS:
        lines = [m for m in islice(form.finditer(low), _MOST_HEADS) if not _NO_SPEAKER.search(m["who"])]
        if len({line["who"] for line in lines}) > 1:
            return [line.span("when") for line in lines]
    return []


def phones(seen: Plain) -> Spans:
    """Give the places of telephone numbers."""
    return [
        m.span()
        for m in _PHONE.finditer(seen.low)
        if sum(c.isdigit() for c in m[0]) in _DIGITS or not m[0].startswith("+")
    ]


def is_a_desk(address: str) -> bool:
    """Whether an address is one that support writes from, whosever."""
    return bool(_DESK.match(address))


def within(place: int, spans: Spans) -> bool:
    """Whether a place lies in one of the spans."""
    return any(start <= place < end for start, end in spans)
