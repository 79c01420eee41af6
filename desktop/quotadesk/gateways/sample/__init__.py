"""A small gateway that speaks New API's dialect on this computer, with a month of a believable company's traffic."""

from quotadesk.gateways.sample.gateway import SampleGateway
from quotadesk.gateways.sample.tickets import Ticket

__all__ = ["SampleGateway", "Ticket"]
