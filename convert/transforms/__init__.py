"""Tree to tree; every change is recorded as an edit."""
