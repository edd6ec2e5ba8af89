"""DOCX: styles and parts through python-docx, the body as one lxml part."""
