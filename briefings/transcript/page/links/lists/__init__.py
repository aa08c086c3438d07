"""Read a list page: its entries, their rows and days."""
