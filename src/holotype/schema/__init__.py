"""What a schema says: its dialect, its resources, what its references lead to, whether it is one at all."""
