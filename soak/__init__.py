"""The long proofs: kills, fuzzing, tampering, drills. `python -m soak`."""
