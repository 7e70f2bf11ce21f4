"""Addresses of the desk. Apps above this one add their own below /desk/<reference>/."""

from django.urls import path

from challenges.views import amending, approval, importing, overview, parts, questions, rules

app_name = "challenges"

ONE = "desk/<str:reference>/"
ROUND = ONE + "rounds/<slug:key>/"

urlpatterns = [
    path("desk/", overview.desk, name="desk"),
    path("desk/new/", rules.new, name="new"),
    path("desk/import/", importing.take_in, name="import"),
    path(ONE, overview.challenge, name="challenge"),
    path(ONE + "history/", overview.challenge_history, name="history"),
    path(ONE + "preview/", approval.preview, name="preview"),
    path(ONE + "basics/", rules.basics, name="basics"),
    path(ONE + "rounds/add/", rules.add_round_view, name="add_round"),
    path(ROUND + "rules/", rules.round_rules, name="round"),
    path(ROUND + "remove/", rules.remove_round_view, name="remove_round"),
    path(ROUND + "criteria/<slug:part>/", rules.criteria, name="criteria"),
    path(ROUND + "questions/", questions.questions, name="questions"),
    path(ROUND + "questions/add/", questions.add_question, name="add_question"),
    path(ROUND + "questions/edit/<slug:question>/", questions.question, name="question"),
    path(ROUND + "questions/edit/<slug:question>/move/", questions.move, name="move_question"),
    path(ROUND + "questions/edit/<slug:question>/remove/", questions.remove, name="remove_question"),
    path(ONE + "rules/", parts.all_rules, name="all_rules"),
    path(ONE + "rules/write/<path:path>/", parts.part, name="part"),
    path(ONE + "rules/add/<path:path>/", parts.add_part, name="add_part"),
    path(ONE + "rules/move/<path:path>/", parts.move_part, name="move_part"),
    path(ONE + "rules/remove/<path:path>/", parts.remove_part, name="remove_part"),
    path(ONE + "submit/", approval.submit, name="submit"),
    path(ONE + "review/", approval.review, name="review"),
    path(ONE + "publish/", approval.publish, name="publish"),
    path(ONE + "return/", approval.send_back, name="return"),
    path(ONE + "amend/", amending.start, name="amend"),
    path(ONE + "amendment/", amending.amendment, name="amendment"),
    path(ONE + "amendment/submit/", amending.submit, name="submit_amendment"),
    path(ONE + "amendment/publish/", amending.publish, name="publish_amendment"),
    path(ONE + "amendment/return/", amending.send_back, name="return_amendment"),
    path(ONE + "amendment/discard/", amending.discard, name="discard_amendment"),
    path(ONE + "conclude/", approval.conclude, name="conclude"),
    path(ONE + "cancel/", approval.cancel, name="cancel"),
]
