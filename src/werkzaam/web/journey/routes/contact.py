from django.urls import path

from werkzaam.web.journey.views import contact, today

urlpatterns = [
    path("today/", today.today, name="today"),
    path("contact/", contact.quick, name="quick"),
]
