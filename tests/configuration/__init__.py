"""Tests of the room that reads the user's configuration."""
