"""What a form asks and what answers to it must look like: pure functions over the rules, answers and files.

Each kind of question is one class (`asked.Asked` and its heirs) that declares its form field, how an answer is kept, checked and
read; each kind of limit is one (`limits.Bound`). A `Questionnaire` is the form of one round under one version of the rules.

Answers are kept as JSON: text for most kinds ("yes" and "no", keys of options, ISO dates, plain figures), a list of keys for
several of several, a list of rows for a table. What cannot be read is kept as it was typed, so that nothing is lost; it stands
against submitting.
"""

from submissions.answers.asked import Answer, Asked, Given
from submissions.answers.questionnaire import Questionnaire

__all__ = ["Answer", "Asked", "Given", "Questionnaire"]
