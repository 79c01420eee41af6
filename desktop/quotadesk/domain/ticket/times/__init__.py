"""Read when it happened: a bilingual grammar of dates, clocks, zones, spans, and what is most likely meant."""

from quotadesk.domain.ticket.times.choosing import TimeFind, read_time

__all__ = ["TimeFind", "read_time"]
