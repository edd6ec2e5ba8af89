"""Pages of the web: HTML, XHTML, what servers make it from, and pages as browsers save them.

read        bytes → text with marks
own         what our own pages say of their blocks
writing     the writer
manner      how a page is read, by what is known of it
saved       the page in a web archive (MHTML)
tokens      tags, comments and text, each with its place
directives  what is said to the server, hidden
attributes  the attributes of a tag
elements    the elements, by how they are parsed
nesting     which element stands in which
tree        the tree that comes of it
facets      what an element says, once for all that are written alike
style       how text looks, from attributes and style
sheet       the style sheets in a page
roles       what a place of a page is for
notes       which anchors are footnotes
posts       which posts of a bulletin board answer the first
walk        the tree in reading order
acts        what each element does there
page        what is shared on the way
setting     what holds at a place
lists       bullets and numbers
tables      of data or for layout; labels and values
pictures    images and data: addresses
facts       the head: meta elements, JSON-LD, title
compose     the view and the account
marks       lines and runs
headline    headlines that classes alone tell
surroundings  what stands beside the text, told by what stands around it
"""
