from django.urls import path

from werkzaam.web.interview import views

app_name = "interview"
urlpatterns = [
    path("source/<int:pk>/", views.source, name="source"),
    path("source/<int:pk>/code/", views.code, name="code"),
    path("coding/<int:pk>/undo/", views.undo, name="undo"),
    path("<slug:study>/", views.sources, name="sources"),
    path("<slug:study>/new/", views.add, name="add"),
    path("<slug:study>/codebook/", views.codebook, name="codebook"),
    path("<slug:study>/matrix/", views.matrix, name="matrix"),
]
