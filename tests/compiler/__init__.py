"""The house `compiler`, room by room."""
