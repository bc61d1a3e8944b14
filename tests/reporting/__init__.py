"""Tests of the room that writes reports."""
