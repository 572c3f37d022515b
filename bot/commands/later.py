"""Commands that are promised and not there yet: they say so, and fail."""

import argparse
import sys


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whatever is given is taken, options too, so that the answer is the same."""
    parser.prefix_chars = "\0"
    parser.add_argument("anything", nargs="*")


def run(options: argparse.Namespace) -> int:
    """Always 2."""
    sys.stderr.write("peiban: this command is not built yet; README.md says what works\n")
    return 2
