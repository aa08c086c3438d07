"""Formats made from the stored records: tables, corpora, releases, sheets for a human judge."""
