"""What is not known for sure, tried out: points to try, what their outcomes say, what matters."""
