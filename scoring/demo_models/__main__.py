"""Make the demo models: ``python -m scoring.demo_models OUT_DIR --seed N``."""

import argparse
from pathlib import Path

from scoring.demo_models import SEED, make


def main() -> None:
    """Write every model and say each as it is done."""
    parser = argparse.ArgumentParser(prog="python -m scoring.demo_models")
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    make(arguments.out, arguments.seed, told=lambda slug: print(slug, flush=True))


if __name__ == "__main__":
    main()
