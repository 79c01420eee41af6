"""Diagnose a customer's action from its evidence."""

from quotadesk.domain.diagnosis.engine import diagnose
from quotadesk.domain.diagnosis.repeats import with_neighbours

__all__ = ["diagnose", "with_neighbours"]
