"""What was probably meant by what is against the contract, tried out before it is suggested."""
