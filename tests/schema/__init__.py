"""Tests of what schemas say."""
