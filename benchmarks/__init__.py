"""What is measured, against which peer: `python -m benchmarks`, or `python3 dev.py bench`."""
