"""What the plain-text reader knows, as rows of blocks.toml, fields.toml, noise.toml, context.toml and certainty.toml.

table  rows with reasons and examples
noise  whole lines that are no part of a document
"""
