"""Read one page: bytes in, lines with their places out."""
