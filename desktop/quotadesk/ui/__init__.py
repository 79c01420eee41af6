"""The window: Qt only. Widgets hold no SQL, no HTTP and no rules; bootstrap gives them what they can do."""
