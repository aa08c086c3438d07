"""Runs: settings, commands, the account and report of each run, and what earlier runs lead the next to expect."""
