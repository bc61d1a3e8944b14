"""Tests: a folder for each room of the house, and properties that hold over all of them."""
