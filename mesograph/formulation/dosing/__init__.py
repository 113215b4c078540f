"""How much of what is given in a session, against the most that sources allow."""
