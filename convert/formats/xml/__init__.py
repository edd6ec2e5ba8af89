"""XML: the tree itself as a file, and what others write.

write     a tree → canonical XML
read      XML → the tree
entities  what a file declares and names, printed
foreign   other people's XML → text with marks
nesting   any XML as elements with places
elements  what their names mean
references  the places and pictures that they refer to
"""
