"""From a text to a tree, one file a stage; `stages` lists them in their order."""
