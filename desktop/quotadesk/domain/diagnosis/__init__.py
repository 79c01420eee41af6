"""Diagnose a customer's action from its evidence."""

from quotadesk.domain.diagnosis.engine import diagnose

__all__ = ["diagnose"]
