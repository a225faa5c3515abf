"""Tiny models with abilities that really differ, made for the demonstration. Pure numpy."""

from scoring.demo_models.cast import REFERENCES, TEAMS, Model
from scoring.demo_models.making import SEED, make

__all__ = ["REFERENCES", "SEED", "TEAMS", "Model", "make"]
