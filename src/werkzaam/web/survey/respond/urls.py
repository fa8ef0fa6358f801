from django.urls import path

from werkzaam.web.survey.respond import views

app_name = "respond"
urlpatterns = [
    path("", views.nothing, name="nothing"),
    path("<str:token>/", views.start, name="start"),
    path("<str:token>/<int:number>/", views.question, name="question"),
    path("<str:token>/check/", views.check, name="check"),
]
