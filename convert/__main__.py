"""`python -m convert` is `huozi`."""

from convert.cli import main

main()
