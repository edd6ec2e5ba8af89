"""The tree of a document: vocabulary, schema, canonical form and proof."""
