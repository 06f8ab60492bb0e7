"""The hub: the shared layers of the town hall in one place."""
