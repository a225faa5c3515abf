"""The far side: runs in ``.venv-bench`` (torch, transformers, lm-eval), never in the web's.

Started by ``scoring.benchmarks.runner`` as ``python -m scoring.benchmarks.harness``; takes one
request as JSON on standard input and answers in JSON lines on standard output. Nothing else of
the project is imported here but ``scoring.benchmarks.faults``.
"""
