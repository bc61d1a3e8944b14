"""hypothesis-jsonschema as an independent source of conforming data; it needs an environment of its own."""
