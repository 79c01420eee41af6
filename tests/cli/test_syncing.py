"""How much a sync reads and how many requests at once, from the command line, on the sample gateway over real HTTP."""

import re

import pytest

from quotadesk.gateways.sample import SampleGateway
from quotadesk.places import places
from quotadesk.settings import Settings
from tests.cli.test_commands import LIMIT, run

COUNTED = re.compile(r"read (\d+), new (\d+), changed (\d+), unreadable (\d+)")


@pytest.fixture(scope="module")
def sample():
    with SampleGateway(limit=LIMIT, days=1) as gateway:
        yield gateway


def connect(sample, home, *options):
    answer = run("connect", "acme", "--kind", "newapi", "--url", sample.url, "--user-id", sample.user_id, *options,
                 "--credential-stdin", home=home, given=sample.credential)  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    (kept,) = Settings(places(home).settings).all()
    return kept


def sync(sample, home, *options):
    answer = run("sync", *options, "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 0, answer.stderr
    return tuple(map(int, COUNTED.search(answer.stdout).groups()))


def test_a_second_sync_reads_what_is_left_and_again_reads_all_but_changes_nothing(sample, tmp_path):
    connect(sample, tmp_path)
    first, new, changed, unreadable = sync(sample, tmp_path, "--since", "12h")
    assert first == new > 0
    assert (changed, unreadable) == (0, 0)
    left, *others = sync(sample, tmp_path, "--since", "12h")
    assert left < first
    assert others == [0, 0, 0]
    all_of_it, *others = sync(sample, tmp_path, "--since", "12h", "--again")
    assert left < all_of_it
    assert all_of_it == pytest.approx(first, rel=0.01)  # the span moved on by seconds
    assert others == [0, 0, 0]


def test_a_gateway_gets_one_request_at_once_and_never_more_than_its_operator_allows(sample, tmp_path):
    assert connect(sample, tmp_path).at_once == 1
    assert connect(sample, tmp_path, "--in-flight", "2").at_once == 2
    assert connect(sample, tmp_path, "--in-flight", "6").at_once == 2
    assert connect(sample, tmp_path, "--in-flight", "6", "--operator-allows", "4").at_once == 4
    assert connect(sample, tmp_path).at_once == 4  # as it was saved
    assert connect(sample, tmp_path, "--operator-allows", "8").at_once == 6


@pytest.mark.parametrize(
    ("option", "number"), [("--in-flight", "0"), ("--in-flight", "9"), ("--operator-allows", "many")]
)
def test_a_number_of_requests_that_no_gateway_gets_is_refused_before_anything_is_asked(
    sample, tmp_path, option, number
):
    answer = run("connect", "acme", "--kind", "newapi", "--url", sample.url, option, number, home=tmp_path)
    assert answer.returncode == 2
    assert option in answer.stderr
    assert not Settings(places(tmp_path).settings).all()
