"""Turn what gateways answer into records, accounts and names: read only, by allow-list."""
