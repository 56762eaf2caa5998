"""What comes next for a client: the plan from its rows, and what an operator does by hand."""
