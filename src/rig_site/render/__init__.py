"""Views become HTML here, and nowhere else."""
