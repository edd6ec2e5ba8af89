"""PDF: our own layout after CLREQ, drawn through the reportlab canvas."""
