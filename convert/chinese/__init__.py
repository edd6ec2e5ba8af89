"""What everybody must know of Chinese: no reader and no tree is in it.

numerals    Chinese numerals and their values
dates       dates as they are printed, and their ISO form
folding     a text in Simplified, half-width characters of the same length, for rules
script      whether a text is Simplified or Traditional
dictionary  the dictionaries of OpenCC
"""
