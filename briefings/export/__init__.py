"""Formats made from what is kept: tables, corpora, releases, sheets for a human judge."""
