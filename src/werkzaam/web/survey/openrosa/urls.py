from django.urls import path

from werkzaam.web.survey.openrosa import views

app_name = "collect"
urlpatterns = [
    path("<str:token>/formList", views.form_list, name="form_list"),
    path("<str:token>/submission", views.submission, name="submission"),
    path("<str:token>/forms/<str:form_id>.xml", views.form, name="form"),
    path("<str:token>/forms/<str:form_id>/manifest", views.manifest, name="manifest"),
    path("<str:token>/forms/<str:form_id>/media/<str:name>", views.media, name="media"),
]
