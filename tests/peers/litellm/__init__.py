"""A real LiteLLM proxy with PostgreSQL and a fake provider, and traffic whose facts are known."""
