"""Tree to tree; every change is recorded as an edit.

script    a tree in the other script
targets   which scripts and places there are
opencc    the conversion of its text
repair    Traditional characters that a machine got wrong
parallel  two scripts side by side
leaves    the text of a tree as one string, and the way back
edits     changes of that text, with their account
"""
