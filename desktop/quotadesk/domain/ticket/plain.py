"""The plain form of a text (half-width, no invisible characters, simplified, unescaped), with the way back."""

import re
import unicodedata
from array import array
from dataclasses import dataclass

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([2-7][0-9a-fA-F])|%([2-7][0-9a-fA-F])")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\ufeff\u00ad\u180e")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": '"', "』": '"'}
# Traditional characters of the words that this package reads; names of owners go through the same table.
_TRADITIONAL = (
    "時时點点號号後后開开從从週周鐘钟個个請请錯错費费嗎吗兩两為为這这剛刚扣扣計计錢钱間间參参過过禮礼拜拜"
    "內内現现發发報报狀状態态碼码鑰钥們们帳账單单訂订數数據据場场視视頻频張张陳陈劉刘傑杰資资續续沒没還还"
    "對对應应該该機机電电話话額额餘余麼么樣样給给幫帮測测試试問问題题東东紐纽約约倫伦敦敦準准於于當当會会"
    "總总價价條条線线預预備备環环產产組组長长團团隊队動动戶户負负責责聯联絡络務务員员節节業业處处結结尾尾"
    "臺台圖图廣广銷销運运營营實实驗验創创術术設设門门區区廠厂楊杨趙赵吳吴孫孙馬马鄭郑謝谢韓韩許许鄧邓馮冯蔣蒋葉叶"
    "蘇苏盧卢羅罗偉伟麗丽華华國国軍军強强靜静慶庆鵬鹏飛飞龍龙陸陆湯汤錢钱蕭萧鍾钟譚谭賈贾鄒邹閻阎龔龚嚴严潔洁瑩莹蘭兰鳳凤"
)
_SIMPLIFIED = {_TRADITIONAL[i]: _TRADITIONAL[i + 1] for i in range(0, len(_TRADITIONAL), 2)}
_AFTER_LATIN, _LATIN_EXTRA, _AFTER_LATIN_EXTRA = "\u0370", "\u1e00", "\u1f00"  # blocks with marked letters
_TABLE = {**_DASHES, **_QUOTES, **_SIMPLIFIED, "、": "、", "。": "。", "\u00a0": " ", "\u3000": " "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The plain text, and for each of its characters the offset in the source it came from."""

    text: str
    low: str
    starts: "array[int]"

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Give the source offsets that a span of the plain text covers."""
        after = end
        while after < len(self.text) and self.starts[after] == self.starts[end - 1]:
            after += 1  # one source character gave several plain ones: … is three dots
        return self.starts[start], self.starts[after]

    def without(self, spans: "list[tuple[int, int]]") -> "Plain":
        """Blank these spans of the plain text, so that nothing else is read inside them."""
        if not spans:
            return self
        text, low = list(self.text), list(self.low)
        for start, end in spans:
            text[start:end] = low[start:end] = "\x00" * (end - start)
        return Plain(text="".join(text), low="".join(low), starts=self.starts)


def plain(source: str) -> Plain:
    """Normalise a text character by character, so that every place keeps its offset in the source."""
    pieces: list[str] = []
    starts = array("l")
    position = 0
    for escape in _ESCAPE.finditer(source):
        _extend(pieces, starts, source, position, escape.start())
        code = int(escape[1] or escape[2] or escape[3], 16)
        if not 0xD800 <= code <= 0xDFFF:
            _put(pieces, starts, escape.start(), _folded(chr(code)))
        position = escape.end()
    _extend(pieces, starts, source, position, len(source))
    starts.append(len(source))
    text = "".join(pieces)
    return Plain(
        text=text, low="".join(map(_lower, text)) if not text.isascii() else text.lower(), starts=starts
    )


def fold(name: str) -> str:
    """Give the plain, lower-case form of a directory name."""
    return plain(name).low


def _extend(pieces: list[str], starts: "array[int]", source: str, begin: int, end: int) -> None:
    chunk = source[begin:end]
    if chunk.isascii():
        pieces.append(chunk)
        starts.extend(range(begin, end))
        return
    for offset, character in enumerate(chunk, begin):
        _put(pieces, starts, offset, character if character < "\x80" else _folded(character))


def _put(pieces: list[str], starts: "array[int]", offset: int, piece: str) -> None:
    pieces.append(piece)
    starts.extend([offset] * len(piece))


def _folded(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    known = _TABLE.get(character)
    if known is not None:
        return known
    if character < _AFTER_LATIN or _LATIN_EXTRA <= character < _AFTER_LATIN_EXTRA:
        return _unmarked(character)
    return unicodedata.normalize("NFKC", character)


def _unmarked(character: str) -> str:
    """Give a Latin letter without its marks (zhāng is zhang, José is Jose); a mark that stands alone gives nothing."""
    parts = unicodedata.normalize("NFKD", character)
    return "".join(part for part in parts if not unicodedata.combining(part))


def _lower(character: str) -> str:
    low = character.lower()
    return low if len(low) == 1 else character
