"""Which class asks which kind of question."""

from challenges.rules.questions import Question
from submissions.answers.asked import Asked
from submissions.answers.choices import Declaration, ManyOf, OneOf, YesNo
from submissions.answers.figures import Amount, Day, Number
from submissions.answers.files import File
from submissions.answers.tables import Table
from submissions.answers.texts import Line, Link, Prose

KINDS: dict[str, type[Asked]] = {
    kind: made
    for made in (Line, Prose, Number, Amount, Day, YesNo, OneOf, ManyOf, File, Link, Declaration, Table)
    for kind in made.kinds
}


def as_asked(question: Question, *, currency: str) -> Asked:
    """Return a question of the rules ready to be asked; `currency` is that of the competition."""
    return KINDS[question.kind](question, currency)
