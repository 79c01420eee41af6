"""Pictures of the real window over an invented desk."""
