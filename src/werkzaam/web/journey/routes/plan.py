from django.urls import path

from werkzaam.web.journey.views import own

urlpatterns = [
    path("mine/", own.own, name="own"),
]
