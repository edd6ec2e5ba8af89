"""One writer a format; nothing here is imported before a format is asked for."""
