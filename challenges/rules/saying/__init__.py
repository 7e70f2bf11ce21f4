"""Parts of the rules as sentences, where a list of members would read badly. `challenges.rules.facts` tells all the others."""
