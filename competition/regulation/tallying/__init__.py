"""The tally: sealed facts in, standings, cut, outcomes and their derivation out."""
