"""Every product has its decoder and its adapter, and nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from quotadesk.app.errors import NotAGateway
from quotadesk.app.ports import Connection
from quotadesk.domain.profile import Product
from quotadesk.domain.records import RecordKind
from quotadesk.gateways import catalog
from quotadesk.gateways.newapi import NewApi
from tests.gateways.fakes import a_row


@pytest.mark.parametrize(
    "product", [*(p for p in Product if p is not Product.LITELLM), "unknown", "newapi-2602", "veloera"]
)
def test_every_product_of_the_family_has_a_decoder(product: str):
    assert catalog.decoder(product)(a_row(1)).kind is RecordKind.CONSUME


def test_the_gateways_own_unit_decides_the_amount():
    assert catalog.decoder("newapi", quota_per_unit=1000)(a_row(1, quota=500)).amount_nano == 500_000_000


def test_both_kinds_of_connection_open_the_same_adapter():
    for kind in ("newapi", "oneapi"):
        gateway = catalog.open_gateway(Connection(name="a", kind=kind, url="http://127.0.0.1:9"), "sk-a")
        assert isinstance(gateway, NewApi)
        gateway.close()


def test_an_unknown_kind_names_the_known_ones():
    with pytest.raises(NotAGateway) as caught:
        catalog.open_gateway(Connection(name="a", kind="other", url="https://a"), "sk-a")
    assert "newapi, oneapi or litellm" in caught.value.hint.en


def test_decoding_needs_no_http_client():
    code = "import sys; from quotadesk.gateways import catalog; catalog.decoder('newapi'); sys.exit('httpx' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": "desktop"}).returncode
        == 0
    )
