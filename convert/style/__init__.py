"""Style sheets: one description of page and type for all formats."""
