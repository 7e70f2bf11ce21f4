"""What people do when they judge: one function per act."""

from evaluation.services.assignment import assign_scorecards
from evaluation.services.declarations import declare_interests, show_participants
from evaluation.services.entering import enter_act
from evaluation.services.panels import (
    appoint_panel,
    discharge_panel,
    form_panel,
    invite_juror,
    withdraw_invitation,
)
from evaluation.services.recusal import call_in_deputy, recuse_juror
from evaluation.services.reminders import remind_juror
from evaluation.services.reports import circulate_report, sign_report
from evaluation.services.scorecards import StaleScorecard, save_scorecard, submit_scorecard
from evaluation.services.seats import accept_seat, decline_seat

__all__ = [
    "StaleScorecard",
    "accept_seat",
    "appoint_panel",
    "assign_scorecards",
    "call_in_deputy",
    "circulate_report",
    "declare_interests",
    "decline_seat",
    "discharge_panel",
    "enter_act",
    "form_panel",
    "invite_juror",
    "recuse_juror",
    "remind_juror",
    "save_scorecard",
    "show_participants",
    "sign_report",
    "submit_scorecard",
    "withdraw_invitation",
]
