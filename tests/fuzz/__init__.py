"""The differential campaign: random schemas and instances, on which every way to a verdict must agree."""
