"""The validators of schemas, one for each dialect; `make generate` compiles them from the metaschemas."""
