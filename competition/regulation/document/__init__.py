"""The rulebook as a document: what it can say, how it is read, its canonical form and digest."""
