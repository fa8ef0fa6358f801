from django.urls import path

from werkzaam.web.survey.respond import later, media, offline, stop, views

app_name = "respond"
urlpatterns = [
    path("", views.nothing, name="nothing"),
    path("code/", later.code, name="code"),
    path("worker.js", offline.worker, name="worker"),
    path("<str:token>/", views.start, name="start"),
    path("<str:token>/<int:number>/", views.question, name="question"),
    path("<str:token>/alone/", views.alone, name="alone"),
    path("<str:token>/alone/<int:number>/", views.question, {"alone": True}, name="question_alone"),
    path("<str:token>/check/", views.check, name="check"),
    path("<str:token>/later/", later.later, name="later"),
    path("<str:token>/offline/", offline.offline, name="offline"),
    path("<str:token>/answers/", offline.answers, name="answers"),
    path("<str:token>/stop/", stop.stop, name="stop"),
    path("<str:token>/media/<int:number>/", media.media, name="media"),
]
