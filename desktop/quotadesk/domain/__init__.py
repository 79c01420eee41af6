"""The functional core: frozen facts and pure functions. No I/O, no clock, no Qt."""
