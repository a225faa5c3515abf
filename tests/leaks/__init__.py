"""Who may know what of a round, held against every address of the site."""
