from django.urls import path

from awards.views import agreeing, awarding, deciding, letters, rehearsing

app_name = "awards"

urlpatterns = [
    path("my/<str:reference>/round-<int:number>/outcome/", letters.outcome, name="outcome"),
    path("desk/<str:reference>/round-<int:number>/decision/", deciding.decision, name="decision"),
    path("desk/<str:reference>/round-<int:number>/decision/preview/", deciding.preview, name="preview"),
    path("desk/<str:reference>/round-<int:number>/decision/decide/", deciding.decide, name="decide"),
    path("desk/<str:reference>/round-<int:number>/decision/questions/<slug:question>/", agreeing.question, name="question"),
    path("desk/<str:reference>/round-<int:number>/decision/approve/", agreeing.approve, name="approve"),
    path("desk/<str:reference>/round-<int:number>/decision/send-back/", agreeing.send_back, name="send_back"),
    path("desk/<str:reference>/round-<int:number>/decision/annul/", agreeing.annul, name="annul"),
    path("desk/<str:reference>/round-<int:number>/decision/drop/", agreeing.drop, name="drop_decision"),
    path("desk/<str:reference>/rehearsal/", rehearsing.rehearsal, name="rehearsal"),
    path("desk/<str:reference>/rehearsal/keep/", rehearsing.keep, name="keep_rehearsal"),
    path("desk/<str:reference>/rehearsal/<int:number>/", rehearsing.kept, name="kept_rehearsal"),
    path("desk/<str:reference>/awards/", awarding.awards, name="awards"),
    path("desk/<str:reference>/awards/<str:award>/finalise/", awarding.finalise, name="finalise"),
    path("desk/<str:reference>/awards/<str:award>/contract/", awarding.contract, name="contract"),
    path("desk/<str:reference>/awards/<str:award>/suspend/", awarding.suspend, name="suspend"),
    path("desk/<str:reference>/awards/<str:award>/resume/", awarding.resume, name="resume"),
    path("desk/<str:reference>/awards/<str:award>/overturn/", awarding.overturn, name="overturn"),
    path("desk/<str:reference>/awards/<str:award>/overturn/confirm/", awarding.confirm, name="confirm"),
    path("desk/<str:reference>/awards/<str:award>/overturn/drop/", awarding.drop, name="drop"),
    path("desk/<str:reference>/awards/reserves/<str:work_code>/promote/", awarding.promote, name="promote"),
]
