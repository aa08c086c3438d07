"""The export `html`: a folder of pages for reading, which works from a disk without a server."""
