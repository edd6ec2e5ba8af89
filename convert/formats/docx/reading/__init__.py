"""Reading DOCX: from the parts of a package to lines with marks.

opc         the package: parts, relationships, types
manuscript  what all stories of a document share
story       paragraphs and tables in reading order
inline      what paragraphs hold: runs, links, references, tracked changes
setter      where characters go: into lines, out of print, into codes
galley      source, view, lines, runs and pictures as they grow
formatting  what direct settings say of a paragraph and of characters
styles      the effective look of paragraphs and characters
lists       what Word prints before numbered paragraphs
numbers     numbers in each of Word's formats
fields      codes and their results
tables      cells, spans and head rows
drawings    pictures, text boxes, lettering, diagrams
notes       footnotes, endnotes and comments
formulas    OMML as text and MathML
own         what our own files say
properties  what the file says of itself
chunks      HTML and other documents that a DOCX takes in whole
office      older files, through LibreOffice
"""
