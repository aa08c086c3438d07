"""The formats of `scrapy export`: a Writer each, and their table."""
