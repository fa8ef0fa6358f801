from django.urls import path

from werkzaam.web.desk import views

app_name = "desk"
urlpatterns = [
    path("task/<slug:kind>/<int:pk>/", views.task, name="task"),
    path("results/<int:pk>/", views.results, name="results"),
    path("results/<int:pk>/<path:path>", views.drawing, name="drawing"),
    path("<slug:code>/", views.study, name="study"),
    path("<slug:code>/data/", views.data, name="data"),
    path("<slug:code>/freeze/", views.freeze, name="freeze"),
    path("<slug:code>/run/", views.run, name="run"),
    path("<slug:code>/publish/", views.publish, name="publish"),
]
