"""A contract and its schema to a generated package: names, models, codec, page, files."""
