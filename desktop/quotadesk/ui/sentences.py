"""Put whole sentences into one line as clauses: small first letters where no name begins, one mark between two."""

from __future__ import annotations

from collections.abc import Iterable

from quotadesk.ui.words import words

# Names that begin with a capital letter and have no other: they keep it in the middle of a sentence.
NAMES = frozenset(
    {
        *(
            "Anthropic",
            "Azure",
            "Bedrock",
            "Claude",
            "Cloudflare",
            "Cohere",
            "Gemini",
            "Google",
            "Groq",
            "Kimi",
        ),
        *("Laisky", "Mistral", "Moonshot", "New", "One", "Portkey", "Quotadesk", "Qwen", "Veloera", "Vertex"),
        *("Volcengine", "Zhipu", "Amazon", "Alibaba", "Tencent", "Baidu", "Microsoft"),
    }
)
_ENDS = " .。;；"
_TWO_WORDS = {"New": ("API",), "One": ("API", "Hub")}  # only so are they names: "One row …" is none


def lowered(text: str) -> str:
    """Give an English sentence with a small first letter, unless a name, a code or an abbreviation begins it."""
    first, _, rest = text.partition(" ")
    if not first[:1].isupper() or any(c.isupper() or c.isdigit() or c == "_" for c in first[1:]):
        return text
    if first.rstrip(",:'’") in NAMES and _is_name(first, rest):
        return text
    return text[:1].lower() + text[1:]


def _is_name(first: str, rest: str) -> bool:
    second = _TWO_WORDS.get(first)
    return second is None or rest.startswith(second)


def clause(text: str) -> str:
    """Give one sentence as a clause of the language in use, without its end."""
    bare = text.strip().rstrip(_ENDS)
    return bare if words.language == "zh" else lowered(bare)


def joiner() -> str:
    """Give what stands between two clauses."""
    return "；" if words.language == "zh" else "; "


def full_stop() -> str:
    """Give what ends a line of clauses."""
    return "。" if words.language == "zh" else "."


def clauses(sentences: Iterable[str]) -> str:
    """Join sentences into one, each once, with one end."""
    told = list(dict.fromkeys(clause(s) for s in sentences if s.strip()))
    return joiner().join(told) + full_stop() if told else ""


def shortened(text: str) -> str:
    """Give the first statement of a note: nothing in brackets, nothing after a colon, a semicolon or its end."""
    out, depth = [], 0
    for number, char in enumerate(text):
        if char in "(（":
            depth += 1
        elif char in ")）":
            depth -= 1
        elif depth == 0:
            after = text[number + 1 : number + 2]
            if char in "：；。;" or (char in ":." and after in {"", " "}):
                break
            out.append(char)
    return " ".join("".join(out).split())
