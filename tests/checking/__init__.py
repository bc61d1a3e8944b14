"""Tests of the room that checks documents."""
