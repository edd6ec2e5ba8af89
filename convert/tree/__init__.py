"""The tree of a document: vocabulary, schema, canonical form and proof.

nodes       one class for each element of schema.rng
vocabulary  which elements a tree may have
fields      typed access to children and attributes
build       making elements, reading serialised trees
schema      schema.rng, loaded once
canon       the canonical form, and digests of it
record      the account: source, blocks, cuts, changes, findings
grow        settled blocks → the tree
audit       the proof that nothing is lost
outline     the tree as rows
agreement   how far an outline agrees with another
identity    who and what a document is
mentions    whom a document names, and where
"""
