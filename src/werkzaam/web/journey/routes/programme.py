from django.urls import path

from werkzaam.web.journey.views import programme

urlpatterns = [
    path("programmes/", programme.programmes, name="programmes"),
    path("programmes/new/", programme.programme_new, name="programme_new"),
    path("programmes/<int:pk>/", programme.programme, name="programme"),
    path("programmes/<int:pk>/edit/", programme.programme_edit, name="programme_edit"),
    path("programmes/<int:pk>/copy/", programme.programme_copy, name="programme_copy"),
    path("programmes/<int:pk>/<slug:kind>/add/", programme.programme_part, name="programme_part"),
    path(
        "programmes/<int:pk>/<slug:kind>/<int:part>/remove/",
        programme.programme_part_remove,
        name="programme_part_remove",
    ),
]
