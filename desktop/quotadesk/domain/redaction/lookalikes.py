"""Fold one character to what a reader takes it for: NFKC, ASCII digits, Latin look-alikes, invisible to nothing.

Only detection reads the folded form; a text is never rewritten with it. The look-alikes are the Cyrillic, Greek,
Armenian and IPA letters of Unicode's confusables list (UTS 39) whose prototype is one Latin letter.
"""

from __future__ import annotations

import unicodedata

_PAIRS = (
    "аaсcеeоoрpхxуyѕsіiјjԁdԛqԝwһhӏlкkгrпnтtвbнhмmґrѵvүyһhзe"
    "АAВBСCЕEНHКKМMОOРPТTХXУYЅSІIЈJԌGԚQԜWҺHӀIЗ3"
    "οoαaνvιiκkρpτtυuχxεeγyωwσoηnμuβBϲcϳjΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹCͿJ"
    "օoսuոnցgհhոnզqյjաwԍGՍUՕOԼLՏSꓢSꓗKꓐBꓑPꓒdꓓDꓔTꓖGꓙJꓚCꓜZꓝFꓟMꓠNꓡLꓣRꓤRꓥVꓦVꓧHꓪWꓫXꓬYꓮAꓰEꓲIꓳOꓴU"
    "ɡgɑaıiȷjʟLɪIʏYʀRɴNʜHʙBɢGᴀAᴄCᴅDᴇEᴊJᴋKᴍMᴏOᴘPᴛTᴜUᴠVᴡWᴢZꜱSꜰF"
    "‐-‑-‒-–-—-―-−-﹣-⁃-˗-⁄/∕/⧸/․.∶:꞉:ː:˸:ꓽ:＿_ˍ_‗_"
)
LOOKALIKES: dict[str, str] = {_PAIRS[i]: _PAIRS[i + 1] for i in range(0, len(_PAIRS), 2)}

_INVISIBLE_CATEGORIES = frozenset({"Cf", "Mn", "Me", "Cc"})
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u180e")
_KEPT_CONTROLS = frozenset("\t\n\r\x1b")
_NEGATIVE_LETTERS = ((0x1F150, 26), (0x1F170, 26), (0x1F1E6, 26))


def _fold(char: str) -> str:
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    if char in _FILLERS or (
        unicodedata.category(char) in _INVISIBLE_CATEGORIES and char not in _KEPT_CONTROLS
    ):
        return ""
    for first, count in _NEGATIVE_LETTERS:
        if first <= ord(char) < first + count:
            return chr(ord("A") + ord(char) - first)
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", char)
    return "".join(LOOKALIKES.get(c, c) for c in folded if unicodedata.category(c) != "Mn")


class Folds(dict[str, str]):
    """A memo of folded characters; a lone surrogate stands for itself."""

    def __missing__(self, char: str) -> str:
        """Fold a character that was not met before."""
        folded = char if "\ud800" <= char <= "\udfff" else _fold(char)
        self[char] = folded
        return folded


FOLDS = Folds({chr(code): chr(code) for code in range(0x20, 0x7F)})
