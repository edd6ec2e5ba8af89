"""Reading PDF: from the glyphs of pages to lines with marks.

engine     PDFium, its files within limits, its calls
glyphs     characters with their places, in segments
drawings   rules, pictures and links
goals      places that links within the file lead to
inks       how characters look and which way they run
pictures   pictures as files
structure  tagged structure: the block of each marked content
paragraphs  which rows of its blocks are one paragraph
tagged     what that says of rows, and whether it is sound
grids      ruled tables
threeline  tables between rules that lie
columns    regions in reading order
aligned    tables without rules
rows       segments on one base line as a line of text
layout     the rows of a page
furniture  running heads and feet, page numbers, watermarks
footnotes  notes at the foot of columns, and their calls
measure    the body of the document; indents, blank lines, middle and right
order      whether a page has a reading order
layer      whether the text layer can be what the pages show
folding    radicals and ligatures
own        what our own files say of their structure
facts      what the file says of itself
document   pages read and laid out, and what must be told
sheet      source, view and lines
"""
