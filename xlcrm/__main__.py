"""`python -m xlcrm`."""

from xlcrm.cli import main

if __name__ == "__main__":
    main()
