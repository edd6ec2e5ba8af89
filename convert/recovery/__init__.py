"""From lines with marks to a tree: one labelling for all formats.

In the order of the data:

text       what a format gives: lines with marks
view       the characters to read, and the way back
bars       the characters of frames, at a glance
strokes    where lines meet the borders of a drawn frame
frames     the cells that lines draw together
rows       the rows that these cells make
resetting  a text set anew from its pieces
pilcrows   signs at the ends of lines, taken away
letterspacing  characters set apart by spaces, set close
drawn      tables drawn with characters, set as tables
particulars  tables that set out facts of the document, set as facts
openers    numbers and marks that may open something
rules      tables of rules
phrases    words and shapes of short lines
fields     labels of facts, a table
facts      labels and values in a line
page       how the lines of a text are set
litter     numbers and marks before every line
cuts       where inside a line something might begin
atoms      the finest units of a reading
constraints  blocks that are known beforehand
shapes     what an atom looks like by itself
verse      runs of short lines, metres
repeats    what a text prints twice
echoes     what of a short line returns in the text behind it
seams      what line ends part that belongs together
furniture  contents, page numbers, running heads
notes      what stands under a label of notes
series     numbers chained, and their looks
classes    unnumbered lines of one dress
genres     what a work is by its title
context    all of this for a whole text
cues       words and shapes of short lines, a table
observers  what each of them sees in an atom
features   what all of them see
grammar    labels, zones, what may follow what
leads      lines that lead to what stands below them
witnesses  what says that a line is no part of the document
offers     which states are worth weighing
weights    what each feature says for each label
lessons    what corrected texts add to the weights
wording    topic sentences, gaps and odd characters, and what a work is by its title
labelling  what speaks for each state
paths      the best path
readings   groups of atoms read alike
evidence   what was weighed, and by how much the winner won
blocks     which atoms are one block
certainty  how sure each block is
depth      how deep each heading lies
standing   how headings stand to one another
heads      what depth sees of them
items      how deep each item lies, where only printed numbers tell
settling   text, places and facts of each block
joining    its characters over line ends, cells
runs       what is marked inside them
lost       what stands for characters that cannot be read
references  which note belongs to which place
places     which blocks links within a document lead to
figures    pictures between the blocks
additions  what is printed and the source does not hold
remarks    what is odd in a text
account    what stands in no block, named
mending    blocks whose account does not close
assembly   the proven tree
told       blocks of a file that we wrote, which says itself what they are
retold     the same, where something is known of them
reader     the whole way
catalogue  every rule and family, with its reason
explain    why a line became what it is
trace      what each stage gave
ablation   what a text loses without a rule

Tables: `cues.toml`, `observers.toml` (why each family of features is looked at), `weights.tsv`, `first.tsv`, from
which learning starts, and `certainty.tsv`.
"""
