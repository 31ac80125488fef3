"""What a person sees: while counting, afterwards, and in the saved video."""
