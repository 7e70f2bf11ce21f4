"""What marks come to: the first half of the pipeline, pure. `docs/rules.md` tells all of it; `awards.consequences` goes on.

admissible and conform -> marks on the scale -> each criterion over jurors -> knock-outs and minimums -> totals -> parts combined
-> percent bonus -> rank per lot -> ties.

Each kind of rule is carried out by one small function or class that stands in a `Kinds` under the kind's name.
"""
