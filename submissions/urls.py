from django.urls import path

from submissions.views import desk, my, submitting, verify, writing

app_name = "submissions"

_MINE = "my/<str:address>/"
_ROUND = "my/<str:address>/round-<int:number>/"
_RECEIPT = _ROUND + "receipts/<str:receipt>/"
_DESK = "desk/<str:reference>/round-<int:number>/"
_ENTRY = _DESK + "entries/<str:work_code>/"

urlpatterns = [
    path("challenges/<str:reference>/start/", my.start, name="start"),
    path("verify/", verify.verify, name="verify"),
    path("my/", my.my, name="my"),
    path(_MINE, my.proposal, name="proposal"),
    path(_MINE + "title/", my.title, name="title"),
    path(_MINE + "lot/", my.lot, name="lot"),
    path(_ROUND, writing.round_page, name="round"),
    path(_ROUND + "start/", my.start_round, name="start_round"),
    path(_ROUND + "answers/<slug:key>/", writing.section, name="section"),
    path(_ROUND + "autosave/", writing.autosave, name="autosave"),
    path(_ROUND + "files/<int:attachment>/", writing.file, name="file"),
    path(_ROUND + "files/<int:attachment>/remove/", writing.remove_file, name="remove_file"),
    path(_ROUND + "check/", submitting.check, name="check"),
    path(_ROUND + "submit/", submitting.submit, name="submit"),
    path(_ROUND + "confirm/", submitting.confirm, name="confirm"),
    path(_ROUND + "withdraw/", submitting.withdraw, name="withdraw"),
    path(_RECEIPT, submitting.receipt, name="receipt"),
    path(_RECEIPT + "receipt.json", submitting.receipt_json, name="receipt_json"),
    path(_RECEIPT + "receipt.pdf", submitting.receipt_pdf, name="receipt_pdf"),
    path(_RECEIPT + "answers.json", submitting.receipt_content, name="receipt_content"),
    path(_RECEIPT + "files/<int:number_in_receipt>/", submitting.receipt_file, name="receipt_file"),
    path(_DESK + "opening/", desk.opening, name="opening"),
    path(_DESK + "opening/consent/", desk.consent, name="consent"),
    path(_DESK + "entries/", desk.entries, name="entries"),
    path(_ENTRY, desk.entry, name="entry"),
    path(_ENTRY + "admit/", desk.admit, name="admit"),
    path(_ENTRY + "reject/", desk.reject, name="reject"),
    path(_ENTRY + "files/<int:number_in_entry>/", desk.file, name="desk_file"),
]
