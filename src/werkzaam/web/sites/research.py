"""The door of those who judge."""

from django.urls import include, path

urlpatterns = [
    path("studies/", include("werkzaam.web.study.urls")),
    path("field/", include("werkzaam.web.survey.urls")),
    path("interviews/", include("werkzaam.web.interview.urls")),
    path("desk/", include("werkzaam.web.desk.urls")),
]
