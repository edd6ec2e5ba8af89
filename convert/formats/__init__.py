"""What documents are read from and written to: a folder a format, both directions.

registry               the formats, one row each: names, suffixes, readers, writers
writer                 what every writer is, and what every output says of itself
walk                   one walk for all writers: each element by the method of its name
docx epub pdf tei xml  formats that are written; tei and xml are read back
text                   plain text, which is read
official               what GB/T 9704 decides for DOCX and PDF alike
source_pages           where the pages of the source began
package                zip packages with the same bytes every time
"""
