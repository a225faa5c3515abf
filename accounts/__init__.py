"""Who people are, what they may do where, and who did what."""
