"""Files that hold documents: archives, and records of which each is a document.

An archive is a folder: `a.zip/下/b.docx` names a document in it. Entries are unpacked one by one, when they are asked
for, within limits; what is left out is told.

entry      what stands in a container, and what is left out of it
limits     how much of a container is read
names      names of entries that stay below a folder
zipped     ZIP
tarred     TAR, and single files that are packed
fields     which field of a record is its text, its title …
records    JSON, a record a line or a list of them
tables     CSV and TSV, a record a row
parquet    Parquet, a record a row
warc       WARC, a record a page
record     a record → text with facts
kinds      which file is a container, of which kind
documents  which files and entries are documents
opened     a container that is open, read forwards
"""
