"""Compiled schemas on disk: the folder that can be trusted, and what a schema's entry is called and holds."""
