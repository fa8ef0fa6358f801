from django.urls import path

from werkzaam.web.survey.interviewing import fill, views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("<int:number>/", views.case, name="case"),
    path("<int:number>/call/", views.call, name="call"),
    path("<int:number>/begin/", views.begin_case, name="begin_case"),
    path("<int:case>/fill/", fill.start, name="fill"),
    path("<int:case>/fill/<int:number>/", fill.question, name="fill_question"),
    path("<int:case>/fill/check/", fill.check, name="fill_check"),
    path("<int:case>/fill/media/<int:number>/", fill.media, name="fill_media"),
]
