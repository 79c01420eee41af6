"""The local SQLite file that holds what was read of the gateways: `Store.open(path)`."""

from quotadesk.store.local import Store

__all__ = ["Store"]
