"""Servers, invented pages and real crawls that tests share. Nothing here is a test of the project."""
