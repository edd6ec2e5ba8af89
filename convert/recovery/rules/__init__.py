"""What the reader knows, as rows of tables: blocks, fields and noise of words, context and markup of all other rules.

table  rows with reasons and examples
sieve  which rows can fit a text at all
noise  whole lines that are no part of a document
"""
