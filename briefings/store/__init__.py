"""Everything that lasts: the database, the files that show it, the archive, and the rules for changing them.

The database is the truth.
"""
