"""Checks of finished files: whether they hold together, and whether they keep to a standard."""
