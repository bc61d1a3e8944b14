"""A package of the shape that `holotype generate` writes, by hand: so checking is tested by itself."""

HOLOTYPE_PACKAGE = True
