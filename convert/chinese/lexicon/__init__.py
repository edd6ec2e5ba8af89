"""What is known of Chinese words: lists, each of which stands once, in the tables beside this file.

lists      a list by its name
pattern    regular expressions that name lists
automaton  all words of all lists in a text, in one pass
*.toml     the lists: offices bodies press writers acts structure speech time marks numerals …

A table holds lists: `why` says what its words are, `words` has them between white space, `characters` has single ones,
`of` names lists whose words are in it too. Words are Simplified and half-width, for folded text, unless `why` says
otherwise. A list of words is found by the automaton; a list of characters is a class, which a text is compared with
character by character.
"""

from convert.chinese.lexicon.automaton import Hit, find_words, flag
from convert.chinese.lexicon.lists import characters, load_lists, words
from convert.chinese.lexicon.pattern import Pattern, fill, list_names, one_of

__all__ = ["Hit", "Pattern", "characters", "fill", "find_words", "flag", "list_names", "load_lists", "one_of", "words"]
