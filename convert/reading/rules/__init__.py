"""What the plain-text reader knows, as rows."""
