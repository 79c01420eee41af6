"""Every sentence of a verdict can show what it rests on, and how fresh that is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from quotadesk.domain.verdict import Claim, Dated
from quotadesk.ui.evidencegrid import EvidenceCell
from quotadesk.ui.popover import Popover
from quotadesk.ui.proofs import follows, grounds_of
from quotadesk.ui.window import MainWindow
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened

KEY = Qt.Key


def _popover() -> Popover:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Popover)
    return found


def _said(popover: Popover) -> str:
    return "\n".join(made.text() for made in popover.findChildren(QLabel))


def _pills(window: MainWindow) -> list[QPushButton]:
    return [b for b in window.case.verdict.findChildren(QPushButton) if b.property("role") == "pill"]


def test_all_proof_lists_field_rows_rule_and_age_by_claim(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.actions_.by_name["show_proof"].trigger()
    said = _said(_popover())
    for words in ("Proof (4)", "What happened", "Who acts", "Charge", "Retry"):
        assert words in said
    assert "field Error code: rate_limit_exceeded · recorded" in said
    assert "row 5498; row 5499; row 5500" in said
    assert "rule upstream-rate-limit, after platform.openai.com/docs/guides/error-codes" in said
    assert "log read 20 s ago" in said
    assert "account read 3 min ago" in said
    assert "read completely" in said
    _popover().close()


def test_every_pill_opens_the_proof_of_its_claim_with_enter(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    for pill, text in zip(
        _pills(window), ("wallet", "no charge row", "Retry-After", "three error rows"), strict=True
    ):
        pill.setFocus()
        QTest.keyClick(pill, KEY.Key_Return)
        assert text in _said(_popover())
        QTest.keyClick(_popover(), KEY.Key_Escape)
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
        assert pill.hasFocus()


def test_a_sentence_is_asked_for_its_proof_by_tab_and_enter(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    why = window.case.verdict.why
    why.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(why, KEY.Key_Return)
    said = _said(_popover())
    assert "three error rows" in said
    assert "the wallet" not in said
    _popover().close()


def test_the_verdict_itself_leads_to_all_its_proof(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.case.verdict.sentence.linkActivated.emit("all")
    assert "Proof (4)" in _said(_popover())
    _popover().close()


def test_resting_on_a_sentence_tells_what_it_rests_on(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    told = window.case.verdict._tell("0")
    assert "three error rows" in told
    assert "row 5498" in told
    assert "written " in told
    assert told.endswith("2026-11-23 15:00:37 UTC+8")
    pill = _pills(window)[1]
    assert "read completely" in pill.toolTip()


def test_a_proof_leads_to_its_field_and_to_the_ledger(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.case.verdict.show_proof()
    buttons = {b.text(): b for b in reversed(_popover().entries[0].findChildren(QPushButton))}
    buttons["Show the field"].click()
    focused = QApplication.focusWidget()
    assert isinstance(focused, EvidenceCell)
    assert focused.item.name == "error_code"
    window.case.evidence.retranslate()
    focused = QApplication.focusWidget()
    assert isinstance(focused, EvidenceCell), "fields laid out anew lost the focus"
    assert focused.item.name == "error_code"
    window.case.verdict.show_proof()
    buttons = {b.text(): b for b in _popover().entries[0].findChildren(QPushButton)}
    buttons["Show the rows"].click()
    assert window.case.tabs.kind == "ledger"


def test_the_answers_of_a_popover_are_walked_with_arrow_keys_and_have_names(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    popover = window.case.verdict.show_proof()
    assert popover is not None
    assert popover.entries[0].hasFocus()
    QTest.keyClick(popover.entries[0], KEY.Key_Down)
    assert popover.entries[1].hasFocus()
    QTest.keyClick(popover.entries[1], KEY.Key_Up)
    QTest.keyClick(popover.entries[0], KEY.Key_Up)
    assert popover.entries[-1].hasFocus()
    fresh = [" written ", "account read", "log read", " written "]
    assert all(age in e.accessibleName() for e, age in zip(popover.entries, fresh, strict=True))
    popover.close()


def test_a_claim_without_proof_says_so_instead_of_showing_another_one() -> None:
    view = facts.door_case("")
    assert [g for g in grounds_of(view) if g.claim is Claim.ACTS] == []
    assert "follows" in follows(view, Claim.ACTS).text.lower()
    unknown = replace(view, verdict=replace(view.verdict, cause=""))
    assert follows(unknown, Claim.ACTS).text == "Nothing proves this yet."


def test_what_rests_on_a_pasted_text_is_not_said_to_be_read_from_the_log() -> None:
    view = facts.door_case("HTTP 403")
    fresh = {g.field: g.fresh for g in grounds_of(view)}
    assert fresh["error_code"] == "from the pasted text; the log holds no row"
    assert fresh["quota_state"].startswith("account read")


def test_a_proof_is_as_old_as_the_row_it_rests_on_and_a_rule_names_its_source() -> None:
    view = facts.case(next(line for line in facts.lines() if line.status == 429))
    proof = view.verdict.proofs[0]
    hours = replace(proof, dated=Dated.WRITTEN, at=datetime.now(UTC) - timedelta(hours=3))
    rule = replace(proof, claim=Claim.ACTS, field="", receipts=(), dated=Dated.RULE, at=None)
    grounds = grounds_of(replace(view, verdict=replace(view.verdict, proofs=(hours, rule))))
    assert grounds[0].fresh.startswith("written 3 h ago, ")
    assert grounds[1].fresh == ""
    assert grounds[1].basis == (
        "rule upstream-rate-limit, after platform.openai.com/docs/guides/error-codes",
    )


def test_the_ids_of_the_rows_behind_a_proof_can_be_copied(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.case.verdict.show_proof()
    buttons = {b.text(): b for b in _popover().entries[0].findChildren(QPushButton)}
    buttons["Copy 3 row ids"].click()
    assert QApplication.clipboard().text() == "5498\n5499\n5500"
    _popover().close()


def test_a_log_text_is_never_read_as_markup(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    label = window.case.verdict.why
    label.say([("<img src=x> & <b>bold</b>", "0")])
    assert "<img" not in label.text()
    assert "&lt;img" in label.text()
    assert label.accessibleName() == "<img src=x> & <b>bold</b>"
