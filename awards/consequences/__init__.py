"""What follows from a ranking: the second half of the pipeline, pure. `docs/rules.md` tells all of it.

hurdles -> takes -> rewards in listed order, with limits, exclusions and freed places inside the loop -> pools -> money.

Below a criterion's minimum an entry is out (`evaluation.methods`); below a hurdle it does not advance; below the bar of a reward
it is not paid. Each kind of rule is carried out by one small function that stands in a `Kinds` under the kind's name.
"""
