"""The command line of the regulation."""

import sys

from competition.regulation.command import main

sys.exit(main())
