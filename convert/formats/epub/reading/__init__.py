"""Reading EPUB 2 and 3: from the parts of a container to lines with marks.

container  the ZIP, what of it is encrypted, where its package document is
places     addresses within a book
book       the package document: manifest, spine, guide
facts      what the package document says of the book and of its items
contents   navigation document and NCX, landmarks and guide
links      which places of a book its links lead to
notes      which places of a book are notes
semantics  what epub:type, roles and classes say of elements
own        what elements of our own books are
edition    what our own writer adds to a text
sheets     style sheets of the book
pages      the texts of the spine, composed
pictures   the pictures that they show
binding    one text of all parts
"""
