"""Measure a reply as the standard does: words or ideographs without the last line, and its longest sentence."""

import re

IDEOGRAPH = re.compile("[\u3400-\u9fff]")
WORD = re.compile("[A-Za-z0-9$…‹][^\\s\u3000-\u9fff\uff00-\uffef]*")
LENGTHS = {"en": (60, 120), "zh": (90, 220)}
LONGEST_SENTENCE = {"en": 25, "zh": 40}


def body(text: str) -> str:
    """Give a reply without its request-id line."""
    return "\n".join(text.strip().split("\n")[:-1])


def length(text: str, language: str) -> int:
    """Count the words of a reply, or its ideographs."""
    return len(IDEOGRAPH.findall(body(text))) if language == "zh" else len(body(text).split())


def sentences(text: str, language: str) -> list[str]:
    """Give the sentences of a reply; an item of a list is one."""
    end = r"(?<=[。！？])" if language == "zh" else r"(?<=[.!?])\s+"
    lines = [re.sub(r"^\d+\. ", "", line.strip()) for line in body(text).split("\n")]
    return [part for line in lines for part in re.split(end, line) if part.strip()]


def sentence_length(sentence: str, language: str) -> int:
    """Count the words of a sentence; in Chinese an ideograph and a Latin word count one each."""
    if language == "en":
        return len(sentence.split())
    return len(IDEOGRAPH.findall(sentence)) + len(WORD.findall(sentence))
