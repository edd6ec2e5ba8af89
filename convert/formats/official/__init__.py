"""What GB/T 9704-2012 decides for every format that lays out official documents.

attachments  which lines announce attachments
dispatch  what the issuing office knows and no text holds
measures  the measures of the standard
"""
