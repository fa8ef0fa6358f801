"""Sign-in, language and the first step, for the doors that know accounts."""

from django.urls import include, path

urlpatterns = [
    path("", include("werkzaam.web.sites.sign_in_link")),
    path("account/", include("allauth.urls")),
    path("way/", include("werkzaam.web.way")),
]
