"""From a text to a tree, in stages; `stages.read_stages` lists them in their order.

text with marks → lines → labelled facts taken out → site chrome taken out → paragraphs put together → numbers in
series → pieces, cut where a heading is glued → each settled: what it is and where it belongs → the tree, its account
"""
