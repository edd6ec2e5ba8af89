"""What documents are read from and written to: a folder a format, both directions.

registry      the formats, one row each: names, suffixes, readers, writers
recognition   what a file is by its content
given         facts that come with a text from outside it
save          from a work to a file, whole or not at all
options       what writers may be asked, and which values make sense
obedience     how the registry says which keys of a style sheet a format obeys
overview      the registry as tables for people
walk          the method of an element, found through the class
writer        what every writer is, and what every output says of itself
docx epub pdf tei xml  formats that are written; tei and xml are read back
html markdown  formats that are read, as docx, epub and pdf are: into a text with marked lines
text          plain text, which is read
dateline      which facts are printed under a headline, and which behind the text
asides        which headings stand over nothing, since their notes are moved
grid          the columns of a table, and which of its cells hold numbers
official      what GB/T 9704 decides for DOCX and PDF alike
quotes        the quotation marks that a style asks for
source_pages  where the pages of the source began
symbols       characters of symbol fonts
roman         Roman numerals, which lists are counted by
prose         whether code is prose, and whether a line break parts a sentence
unpacking     when what is unpacked is a bomb
archive       zip packages opened within limits, and what is raised for damaged ones
pictures      pictures as outputs take them
package       zip packages with the same bytes every time
"""
