from django.urls import path

from werkzaam.web.journey.views import neighbourhood

urlpatterns = [
    path("neighbourhoods/", neighbourhood.neighbourhoods, name="neighbourhoods"),
    path("neighbourhoods/<int:pk>/", neighbourhood.neighbourhood, name="neighbourhood"),
    path("meeting-places/new/", neighbourhood.place_new, name="place_new"),
    path("meeting-places/<int:pk>/", neighbourhood.place_edit, name="place_edit"),
]
