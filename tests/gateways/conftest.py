"""One running sample gateway for each dialect, shared by the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW


def _running(dialect: str) -> Iterator[SampleGateway]:
    with SampleGateway(now=NOW, dialect=dialect, days=3) as sample:
        yield sample


@pytest.fixture(scope="module")
def newapi() -> Iterator[SampleGateway]:
    yield from _running("newapi")


@pytest.fixture(scope="module")
def newapi_old() -> Iterator[SampleGateway]:
    yield from _running("newapi-old")


@pytest.fixture(scope="module")
def oneapi() -> Iterator[SampleGateway]:
    yield from _running("oneapi")
