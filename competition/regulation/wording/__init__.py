"""Every rule in words: numbered clauses in Korean and English, printed from the rulebook."""
