"""Servers, invented pages and real crawls that tests share. Nothing here tests the project."""
