"""Addresses of the judging: jurors under /jury/, officials under /desk/. Works go by code, challenges by reference."""

from django.urls import path

from evaluation.views import declarations, judging, panel, results, seats, sheet, undecided

app_name = "evaluation"

SEAT = "jury/<str:reference>"
ROUND = "jury/<str:reference>/round-<int:number>"
CARD = "jury/<str:work_code>"
PANEL = "desk/<str:reference>/panel"
JUDGING = "desk/<str:reference>/round-<int:number>"

urlpatterns = [
    path("jury/", seats.queue, name="queue"),
    path(f"{SEAT}/seat/", seats.seat, name="seat"),
    path(f"{SEAT}/seat/accept/", seats.accept, name="accept"),
    path(f"{SEAT}/seat/decline/", seats.decline, name="decline"),
    path(f"{SEAT}/seat/step-down/", seats.step_down, name="step_down"),
    path(f"{ROUND}/declaration/", declarations.declaration, name="declaration"),
    path(f"{ROUND}/ranking/", results.ranking, name="ranking"),
    path(f"{ROUND}/ranking/no-<int:version>/", results.earlier_ranking, name="earlier_ranking"),
    path(f"{ROUND}/ranking/<str:work_code>/", results.standing, name="standing"),
    path(f"{ROUND}/ranking.json", results.ranking_data, name="ranking_data"),
    path(f"{ROUND}/undecided/", undecided.undecided, name="undecided"),
    path(f"{ROUND}/report/", results.report, name="report"),
    path(f"{ROUND}/report/circulate/", results.circulate, name="circulate"),
    path(f"{ROUND}/report/sign/", results.sign, name="sign"),
    path(f"{CARD}/", sheet.sheet, name="sheet"),
    path(f"{CARD}/check/", sheet.check, name="check"),
    path(f"{CARD}/submit/", sheet.submit, name="submit"),
    path(f"{CARD}/conflict/", sheet.conflict, name="conflict"),
    path(f"{CARD}/files/<int:number>/", sheet.attachment, name="attachment"),
    path(f"{PANEL}/", panel.panel, name="panel"),
    path(f"{PANEL}/invite/", panel.invite, name="invite"),
    path(f"{PANEL}/appoint/", panel.appoint, name="appoint"),
    path(f"{PANEL}/discharge/", panel.discharge, name="discharge"),
    path(f"{PANEL}/<str:code>/remind/", panel.remind, name="remind"),
    path(f"{PANEL}/<str:code>/withdraw/", panel.withdraw, name="withdraw"),
    path(f"{PANEL}/<str:code>/call-in/", panel.call_in, name="call_in"),
    path(f"{PANEL}/<str:code>/recuse/", panel.recuse, name="recuse"),
    path(f"{JUDGING}/judging/", judging.judging, name="judging"),
    path(f"{JUDGING}/judging/assign/", judging.assign, name="assign"),
    path(f"{JUDGING}/judging/<str:code>/remind/", judging.remind, name="remind_judging"),
    path(f"{JUDGING}/ranking/", results.ranking, name="desk_ranking"),
    path(f"{JUDGING}/ranking/no-<int:version>/", results.earlier_ranking, name="desk_earlier_ranking"),
    path(f"{JUDGING}/ranking/<str:work_code>/", results.standing, name="desk_standing"),
    path(f"{JUDGING}/undecided/", undecided.undecided, name="desk_undecided"),
    path(f"{JUDGING}/undecided/<str:slug>/", undecided.enter, name="enter_act"),
    path(f"{JUDGING}/report/", results.report, name="desk_report"),
]
