from django.urls import path

from werkzaam.web.people import views

app_name = "people"
urlpatterns = [
    path("", views.persons, name="persons"),
    path("register/", views.register, name="register"),
    path("who-looked/", views.who_looked, name="who_looked"),
    path("who-looked/<int:event>/", views.object_to_look, name="object_to_look"),
    path("objections/", views.objections, name="objections"),
    path("objections/<int:pk>/", views.answer_objection, name="answer_objection"),
]
