"""What the reader knows, as rows of blocks.toml, fields.toml and noise.toml; context.toml names all other rules.

table  rows with reasons and examples
noise  whole lines that are no part of a document
"""
