"""The demonstration: an invented programme played by the real actions, call to letters.

Nothing here writes a row itself. Each act of the story calls the action a person would have
pressed, as that person, and looks at the round to know what comes next.
"""
