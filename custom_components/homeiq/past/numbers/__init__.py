"""What sensors measured: which of them people may go by, and their readings beside the states of everything else."""
