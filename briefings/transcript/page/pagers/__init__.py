"""What a page shows of its further pages: numbers, next links, and which boxes are no pagers."""
