"""One BLAS thread, unless the environment says otherwise; imported before numpy.

Sums are then made in one order on any machine, and small products do not wait on each other.
"""

import os

for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
