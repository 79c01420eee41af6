"""Tests of the window over a desk that is invented."""
