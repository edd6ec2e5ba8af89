"""What everybody must know of Chinese: no reader and no tree is in it.

lexicon        lists of words, each once, and the automaton that finds them
numerals       Chinese numerals and their values
dates          dates as they are printed, and their ISO form
folding        a text in Simplified, half-width characters of the same length, for rules
script         whether a text is Simplified or Traditional
names          persons and bodies in a byline, a signature, a field or a dateline
byline         one byline, read token by token
byline_tokens  the words of a byline
name_forms     what names look like
collation      the order of names in an index
dictionary     the dictionaries of OpenCC
prohibition    marks of punctuation, and which may not begin or end a line
segmentation   the words of a text
opportunities  where a line of a title may end, and at what cost
titles         titles in lines, for every writer
widths         widths of text in full-width characters
"""
