from django.urls import path

from werkzaam.web.people import views

app_name = "people"
urlpatterns = [
    path("", views.persons, name="persons"),
    path("register/", views.register, name="register"),
    path("who-looked/", views.who_looked, name="who_looked"),
]
