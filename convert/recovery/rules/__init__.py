"""What the reader knows, as rows of blocks.toml, fields.toml and noise.toml; context.toml and markup.toml name all others.

table  rows with reasons and examples
noise  whole lines that are no part of a document
"""
