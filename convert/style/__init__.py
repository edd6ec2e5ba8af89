"""Style sheets: one description of page and type for all formats.

values  what a value of a sheet may be: lengths, sizes, pages, colours, switches
keys    the tables of a sheet, their keys, and the elements that have a type
style   a style: what sheets say, merged and parsed
limits  what a sheet must satisfy as a whole
sheet   files → a style
css     a style → CSS
faces   roles of faces → font files
"""
