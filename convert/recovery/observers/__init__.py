"""Observers: each names what it sees in one atom of a text; what that weighs is learned.

A feature is a name, `family=value` or `family=value/value`; `observers.toml` says why each family is looked at.

words    its own words and end
numbers  its opener and series
facts    the fact that it states
marks    what the format says
repeats  what recurs, lists, verse
place    its neighbours and zone
joins    whether it goes on with the one before
scale    numbers as classes
"""
