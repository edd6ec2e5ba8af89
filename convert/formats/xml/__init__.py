"""The tree itself as a file.

write    a tree → canonical XML
read     XML → the tree
"""
