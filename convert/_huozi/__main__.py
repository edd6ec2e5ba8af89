"""`python -m huozi` is `huozi`, and so is the command."""

from convert.cli import main

if __name__ == "__main__":  # a process that multiprocessing starts imports this file too
    main()
