"""Read pagers: numbers, next links, and the boxes that look like pagers."""
