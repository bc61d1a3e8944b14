"""What holds of every batch job: conforming ones, those with one thing wrong, and any at all."""
