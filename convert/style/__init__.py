"""Style sheets: one description of page and type for all formats.

sheet   a TOML file with those it extends
values  lengths with units, sizes, pages, colours
faces   role of a face → font file
css     CSS made from a sheet
"""
