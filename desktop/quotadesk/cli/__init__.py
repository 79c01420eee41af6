"""The commands, for scripts and for machines without a screen. What they print has audience internal."""
