"""Real servers for tests: LiteLLM with PostgreSQL, a real keyring, a real X display."""
