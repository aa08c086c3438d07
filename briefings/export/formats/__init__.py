"""The formats of `scrapy export`, a function each, and their table."""
