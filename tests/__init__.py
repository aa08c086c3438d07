"""The tests."""

import os
import sys

# Hundreds of crawls start from here, and each would compile the whole project anew, as would each worker all the tests.
# Set here because this is imported before anything worth caching.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
