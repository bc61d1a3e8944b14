"""The room `compiler/formats`."""
