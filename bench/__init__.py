"""Measurements: ``./dev bench NAME`` runs ``bench/NAME.py`` in the web environment.

Each prints what it measured beside a baseline of the same run, and says what machine it was.
"""
