"""Every sentence of a verdict tells how fresh its ground is."""

import json
from datetime import timedelta

from quotadesk.domain.account import Account, Balance, Scope
from quotadesk.domain.records import TaskStatus
from quotadesk.domain.verdict import Claim, Dated
from tests.domain.diagnosis.desk import CALLED, NOW, error_row, row, task, verdict

WALLET = json.dumps(
    {"error": {"message": "用户额度不足", "type": "new_api_error", "code": "insufficient_user_quota"}}
)


def of(said, claim):
    return next(p for p in said.proofs if p.claim is claim)


def test_a_row_is_as_old_as_it_was_written():
    said = verdict("", records=(row(usd=0.1, after=7),))
    for claim in (Claim.FAMILY, Claim.CHARGE):
        assert (of(said, claim).dated, of(said, claim).at) == (Dated.WRITTEN, CALLED + timedelta(seconds=7))


def test_the_state_of_an_account_is_as_old_as_its_reading():
    read = NOW - timedelta(minutes=4)
    account = Account(owner="lin", read_at=read, balances=(Balance(scope=Scope.WALLET, remaining=0.0),))
    said = verdict(WALLET, account=account, records=())
    assert (of(said, Claim.FAMILY).dated, of(said, Claim.FAMILY).at) == (Dated.READ, read)


def test_an_empty_log_is_as_old_as_its_reading():
    read = NOW - timedelta(minutes=3)
    said = verdict("499", records=(), window_fully_read=True, read_at=read)
    assert (of(said, Claim.CHARGE).dated, of(said, Claim.CHARGE).at) == (Dated.READ, read)


def test_words_of_a_customer_bear_no_time():
    said = verdict('{"error": {"code": "context_length_exceeded", "message": "too long"}}')
    assert (of(said, Claim.FAMILY).dated, of(said, Claim.FAMILY).at) == (Dated.TOLD, None)


def test_a_finished_task_is_as_old_as_its_end_and_a_running_one_as_its_reading():
    ended, read = CALLED + timedelta(minutes=2), NOW - timedelta(minutes=1)
    done = verdict("", tasks=(task(TaskStatus.SUCCESS, finished=ended),), records=(), read_at=read)
    runs = verdict("", tasks=(task(TaskStatus.RUNNING),), records=(), read_at=read)
    assert (of(done, Claim.FAMILY).dated, of(done, Claim.FAMILY).at) == (Dated.WRITTEN, ended)
    assert (of(runs, Claim.FAMILY).dated, of(runs, Claim.FAMILY).at) == (Dated.READ, read)


def test_every_proof_has_a_time_or_the_source_of_its_rule_or_is_what_the_customer_said():
    stored = error_row(429, "Rate limit reached for requests", code="rate_limit_exceeded")
    for said in (verdict(WALLET), verdict("", records=(stored,)), verdict("it does not work")):
        for proof in said.proofs:
            assert proof.at or proof.rule_source or proof.dated is Dated.TOLD, proof
