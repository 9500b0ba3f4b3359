"""`python -m lagebild` is the command `lagebild`."""

from lagebild.cli import main

if __name__ == "__main__":
    main()
