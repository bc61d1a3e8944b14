"""Tests of the repository itself: what imports what, what is shipped, what its pages promise."""
