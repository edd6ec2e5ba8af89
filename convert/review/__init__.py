"""One self-contained page: source against structure."""
