"""Holotype beside its peers: in memory, as a command, in bulk.  `make bench` runs all of it."""
