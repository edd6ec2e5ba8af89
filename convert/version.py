"""The version of Huozi and of its tree."""

VERSION = "0.1.0"
TREE_VERSION = "1"
