"""What an agent can do: tasks over ports and values. Speaks domain and ports only."""
