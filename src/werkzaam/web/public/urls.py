from django.urls import path

from werkzaam.web.public import views

app_name = "public"
urlpatterns = [
    path("", views.publications, name="publications"),
    path("feed.xml", views.feed, name="feed"),
    path("theme/<slug:theme>/", views.publications, name="theme"),
    path("<slug:key>/", views.publication, name="publication"),
    path("<slug:key>/files/<path:path>", views.file, name="file"),
]
