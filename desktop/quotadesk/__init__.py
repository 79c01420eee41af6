"""Quotadesk: from a customer's ticket to a verdict with proof and a text, for the support desk of an AI-API gateway."""

__version__ = "0.1.0"
