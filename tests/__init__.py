"""The tests."""

import os
import sys

# Hundreds of crawls start here, and each would compile the whole project anew; so would each worker all the tests. It
# is said here, as this is imported before whatever is worth keeping.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
