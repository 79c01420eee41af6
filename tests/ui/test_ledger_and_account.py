"""Receipts with running net and ids to copy, money still owed, and balances then and now with their age."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from quotadesk.app.answers import CaseView, Similar, Then
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge, Owed, Owing
from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.said import Said
from quotadesk.ui import dress
from quotadesk.ui.accountcard import AccountCard
from quotadesk.ui.evidencegrid import EvidenceGrid
from quotadesk.ui.idbutton import IdButton
from quotadesk.ui.ledger import LedgerView
from quotadesk.ui.similarkeys import similar_words
from quotadesk.ui.verdictcard import VerdictCard
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened, settled


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    """Speak English whatever was spoken before."""
    dress.speak("en")
    dress.wear("light", 100)


def _refunded() -> CaseView:
    return facts.case(next(line for line in facts.lines() if line.charge is Charge.REFUNDED))


def _limited() -> CaseView:
    return facts.case(next(line for line in facts.lines() if line.status == 429))


def _words(widget: QWidget) -> str:
    return "\n".join(made.text() for made in widget.findChildren(QLabel) if made.isVisibleTo(widget))


def _ledger(qtbot: QtBot, view: CaseView) -> LedgerView:
    ledger = LedgerView()
    qtbot.addWidget(ledger)
    ledger.resize(460, 260)
    ledger.show_case(view)
    ledger.show()
    QApplication.processEvents()
    return ledger


def test_each_row_is_a_receipt_in_order_with_the_net_after_it(qtbot: QtBot) -> None:
    ledger = _ledger(qtbot, _refunded())
    charged, refunded = ledger.receipts
    assert "charge" in _words(charged)
    assert "$0.18" in _words(charged)
    assert "net $0.18" in _words(charged)
    assert "−$0.18" in _words(refunded)
    assert "net $0.00" in _words(refunded)
    assert ledger.sum.text() == "net $0.00"
    assert ledger.said.text() == "2 rows · Refunded"


def test_row_and_task_ids_are_copied_by_click_and_by_enter(qtbot: QtBot) -> None:
    ledger = _ledger(qtbot, _refunded())
    copied: list[tuple[str, str]] = []
    ledger.copied.connect(lambda name, value: copied.append((name, value)))
    row, task = ledger.receipts[0].findChildren(IdButton)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    QTest.keyClick(task, Qt.Key.Key_Return)
    assert copied == [("row", "5501"), ("task", "task_Zk3vQ9aLm2")]
    assert "task_Zk3vQ9aLm2" in task.toolTip()


def test_submission_and_refund_show_the_task_that_joins_them(qtbot: QtBot) -> None:
    ledger = _ledger(qtbot, _refunded())
    tasks = [[b.value for b in r.findChildren(IdButton) if b.name == "task"] for r in ledger.receipts]
    assert tasks == [["task_Zk3vQ9aLm2"], ["task_Zk3vQ9aLm2"]]


def test_a_refund_that_is_owed_is_flagged_with_amount_reason_and_since_when(qtbot: QtBot) -> None:
    view = _refunded()
    owed = Owed(nano=1_120_000_001, figure=560_000, unit="quota", owing=Owing.NOT_REFUNDED, since=facts.NOW)
    charge = replace(view.verdict.charge, owed=owed)
    ledger = _ledger(qtbot, replace(view, verdict=replace(view.verdict, charge=charge)))
    assert ledger.owed.isVisible()
    assert ledger.owed.text().startswith("Refund owed: $1.120000001 (560000 quota) since 2026-11-23")
    assert "no refund followed" in ledger.owed.text()
    ledger.show_case(view)
    assert not ledger.owed.isVisible()


def test_a_receipt_is_said_whole_to_a_screen_reader(qtbot: QtBot) -> None:
    ledger = _ledger(qtbot, _refunded())
    name = ledger.receipts[1].accessibleName()
    for part in ("refund", "−$0.18", "net $0.00", "-90000 quota", "row 5512"):
        assert part in name


# ---------------------------------------------------------------- balance and limits


def _card(qtbot: QtBot, view: CaseView) -> AccountCard:
    card = AccountCard()
    qtbot.addWidget(card)
    card.resize(460, 120)
    card.show_account(view.account, case=view if view.request else None)
    card.show()
    QApplication.processEvents()
    return card


def test_when_all_is_well_and_only_now_is_known_one_line_says_so(qtbot: QtBot) -> None:
    card = _card(qtbot, _limited())
    said = _words(card)
    assert said == "Balance and limits\nenough now, read 3 min ago · at the request: not recorded"
    assert "at the request: not recorded\nWallet: $412.50 of $500.00 left" in card._age.toolTip()


def test_a_low_balance_stands_with_its_age_and_that_then_is_not_known(qtbot: QtBot) -> None:
    view = replace(_limited(), account=facts.account(state=QuotaState.LOW))
    card = _card(qtbot, view)
    said = _words(card)
    assert "now: read 3 min ago" in said
    assert "not recorded; only the state now is known" in said
    assert "Wallet now\nLow" in said
    assert "$31.20 of $500.00 left" in said


def test_what_was_then_stands_before_what_is_now_with_its_source(qtbot: QtBot) -> None:
    enough, refused = Said("enough", "充足"), Said("as the refusal says", "依据拒绝信息")
    limit = Said("60 requests per minute", "每分钟 60 次请求")
    then = (
        Then(scope=Scope.WALLET, said=enough, state=QuotaState.ENOUGH, at=facts.NOW),
        Then(scope=Scope.USER, said=limit, why=refused, of_limit=True),
    )
    card = _card(qtbot, replace(_limited(), then=then))
    said = _words(card)
    assert said.index("Wallet enough · read") < said.index("60 requests per minute · as the refusal says")
    assert said.index("as the refusal says") < said.index("Wallet now")


def test_an_account_without_a_request_shows_every_pot_and_limit(qtbot: QtBot) -> None:
    card = _card(qtbot, facts.account_case("acme-retail"))
    said = _words(card)
    for part in (
        "Balance and limits · acme-retail",
        "Wallet now",
        "Key prod-support-bot now",
        "Limit",
        "used 22",
    ):
        assert part in said
    assert "At the request" not in said


# ---------------------------------------------------------------- who else, and ids


def test_other_keys_of_several_owners_make_an_incident() -> None:
    said = similar_words(Similar(keys=12, owners=5))
    assert said == "12 other keys of 5 owners saw this in the last hour → Incident"
    assert similar_words(Similar(keys=1, owners=1)) == "1 other key of 1 owner saw this in the last hour →"
    assert similar_words(Similar(keys=40, owners=9, at_least=True)).startswith("At least 40 other keys")
    assert similar_words(Similar()) == ""


def test_the_line_of_other_keys_tells_how_often_and_what_a_click_looks_up(qtbot: QtBot) -> None:
    card = VerdictCard()
    qtbot.addWidget(card)
    card.show_case(_limited())
    assert card._similar.text().endswith("→ Incident")
    assert "31 failures" in card._similar.toolTip()
    assert "since:1h" in card._similar.toolTip()
    with qtbot.waitSignal(card.similar_wanted):
        card._similar.click()


def test_a_click_on_the_incident_looks_up_all_that_saw_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.case.verdict._similar.click()

    def looked_up() -> bool:
        lookup = window.lookup.lookups.lookup
        return lookup is not None and lookup.values(LookupKey.FAILED) == ("yes",)

    qtbot.waitUntil(looked_up)
    settled(qtbot, window)
    lookup = window.lookup.lookups.lookup
    assert lookup is not None
    assert lookup.values(LookupKey.STATUS) == ("429",)
    assert lookup.values(LookupKey.ERROR) == ("rate_limit_exceeded",)


def test_an_id_of_the_ledger_reaches_the_clipboard_and_the_status_line(opened: Opened) -> None:
    window = opened(start="charged:refunded")
    told: list[str] = []
    window.case.told.connect(told.append)
    window.case.tabs.show_kind("ledger")
    window.case.tabs.ledger.receipts[0].findChildren(IdButton)[1].click()
    assert QApplication.clipboard().text() == "task_Zk3vQ9aLm2"
    assert told == ["Copied: task"]


def test_a_value_that_has_no_room_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    grid = EvidenceGrid()
    qtbot.addWidget(grid)
    grid.resize(240, 400)
    grid.show_case(_limited())
    grid.show()
    for item in _limited().evidence:
        if item.value.en:
            assert any(item.value.en in made.toolTip() for made in grid.findChildren(QWidget))


def test_a_pot_with_a_known_sum_and_an_unknown_week_is_not_judged_instead_of_not_known(qtbot: QtBot) -> None:
    view = facts.account()
    pot = replace(view.account.balances[0], limit=None, spent_7d=None, remaining=102.12)
    card = AccountCard()
    qtbot.addWidget(card)
    card.show_account(replace(view, state=QuotaState.UNKNOWN, account=replace(view.account, balances=(pot,))))
    card.show()
    QApplication.processEvents()
    told = _words(card)
    assert "not judged" in told
    assert "$102.12 left" in told
    assert "Not known" not in told
    why = next(made.toolTip() for made in card.findChildren(QLabel) if made.text() == "not judged")
    assert "last week's spend" in why
