"""The tree of a document: vocabulary, schema, canonical form and proof.

nodes      one class for each element of schema.rng
glance     what an interpreter and a notebook show of a document
access     typed access to children and attributes
build      making elements, reading serialised trees
schema     schema.rng, loaded once
values     what it leaves open of values
characters  what no tree can hold
canon      the canonical form, and digests of it
record     the account: source, blocks, cuts, changes, findings
inlines    what is marked inside a text
addresses  where links may lead
pictures   figures and their bytes
mathml     formulas for other people's files
lists      items of lists, and lists in them
grow       settled blocks → the tree
audit      the proof that nothing is lost
nesting    how deep elements may stand within each other
mending    pieces that are not valid, printed as paragraphs
outline    the tree as rows
agreement  how far an outline agrees with another
vocabulary  which elements a tree may have
mentions   whom a document names, and where
stating    facts of a document from outside it
identity   who and what a document is
"""
