"""What tests share: servers, invented pages, real crawls. Nothing here is a test of the project."""
