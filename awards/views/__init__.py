"""Pages of the outcome: deciding and awarding on the desk, the letter at the supplier's."""
