"""What was read of an account is kept with its age, and what was spent is added up."""

from __future__ import annotations

from quotadesk.domain.account import Account, Balance, KeyState, RateLimit, Scope
from quotadesk.domain.window import Window
from quotadesk.store import Store
from tests.store.made import GATEWAY, at, refund, submission, success, task

_DAY = Window(at(-3600), at(3600))


def _account(read: float = 0, key_name: str = "", left: float = 1.5) -> Account:
    return Account(
        owner="acme",
        read_at=at(read),
        key_name=key_name,
        key_state=KeyState.ACTIVE,
        balances=(Balance(scope=Scope.WALLET, remaining=left, limit=10.0, resets_at=at(99)),),
        rate_limits=(RateLimit(scope=Scope.KEY, what="requests", limit=60.0),),
    )


def test_an_account_comes_back_as_it_was_read(store: Store) -> None:
    store.save_account(GATEWAY, _account())
    assert store.account(GATEWAY, "acme") == _account()
    assert store.account(GATEWAY, "globex") is None
    assert store.account("other", "acme") is None


def test_the_newest_reading_of_an_account_stays(store: Store) -> None:
    store.save_account(GATEWAY, _account(read=10, left=1.0))
    store.save_account(GATEWAY, _account(read=5, left=9.0))
    assert store.account(GATEWAY, "acme") == _account(read=10, left=1.0)


def test_a_key_has_an_account_of_its_own(store: Store) -> None:
    store.save_account(GATEWAY, _account(key_name="prod"))
    assert store.account(GATEWAY, "acme", key_name="prod") == _account(key_name="prod")
    assert store.account(GATEWAY, "acme", key_name="test") is None
    assert store.account(GATEWAY, "acme") == _account(key_name="prod"), "better than nothing"

    store.save_account(GATEWAY, _account(read=-50))
    assert store.account(GATEWAY, "acme") == _account(read=-50)


def test_spending_is_net_of_refunds_and_inside_the_window(store: Store) -> None:
    rows = [
        success("1", amount_nano=5),
        success("2", amount_nano=7, key_name="other"),
        success("3", amount_nano=100, time=at(3600)),
        success("4", amount_nano=1000, owner="globex"),
        submission("5", amount_nano=50, request_id="film", time=at(60)),
        refund("6", "t1", amount_nano=50),
    ]
    store.write(GATEWAY, rows, [task("t1", submitted=at(60))])

    assert store.spent(GATEWAY, "acme", _DAY) == 12
    assert store.spent(GATEWAY, "acme", _DAY, key_name="other") == 7
    assert store.spent(GATEWAY, "", _DAY, key_name="other") == 7
    assert store.spent(GATEWAY, "nobody", _DAY) == 0
    assert store.spent(GATEWAY, "", _DAY) == 0
