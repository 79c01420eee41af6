"""How whole sentences become the clauses of one line."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from quotadesk.ui import dress
from quotadesk.ui.sentences import clauses, lowered, shortened


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("The upstream said it.", "the upstream said it."),
        ("A wait of 20 s is stated.", "a wait of 20 s is stated."),
        ("Every attempt failed.", "every attempt failed."),
        ("One row shows 0.", "one row shows 0."),
        ("New rows were read.", "new rows were read."),
        ("New API answers 401 here.", "New API answers 401 here."),
        ("One API keeps no error rows.", "One API keeps no error rows."),
        ("LiteLLM sent it again.", "LiteLLM sent it again."),
        ("Anthropic refused the content.", "Anthropic refused the content."),
        ("HTTP 429 was answered.", "HTTP 429 was answered."),
        ("Retry-After was 20.", "Retry-After was 20."),
        ("insufficient_user_quota is stated.", "insufficient_user_quota is stated."),
        ("", ""),
    ],
)
def test_a_clause_begins_small_unless_a_name_begins_it(text: str, small: str) -> None:
    assert lowered(text) == small


def test_sentences_become_one_with_one_mark_between_two_and_one_at_the_end(qapp: QApplication) -> None:
    dress.speak("en")
    told = clauses(["The upstream said it.", "Every attempt failed;", "The upstream said it.", "done"])
    assert told == "the upstream said it; every attempt failed; done."


def test_chinese_sentences_are_joined_in_full_width(qapp: QApplication) -> None:
    dress.speak("zh")
    assert clauses(["由上游返回。", "每次尝试均失败。"]) == "由上游返回；每次尝试均失败。"
    dress.speak("en")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "Refusals before a channel is called (balance, key, limits) leave no row on this gateway: paste the error.",
            "Refusals before a channel is called leave no row on this gateway",
        ),
        ("在调用渠道之前的拒绝（余额、密钥、限额）不留记录：请粘贴报错。", "在调用渠道之前的拒绝不留记录"),
        (
            "Calls appear in the log some seconds late; a missing row proves nothing.",
            "Calls appear in the log some seconds late",
        ),
        ("read until 15:01", "read until 15:01"),
    ],
)
def test_a_long_note_is_shortened_to_its_first_statement(text: str, short: str) -> None:
    assert shortened(text) == short
