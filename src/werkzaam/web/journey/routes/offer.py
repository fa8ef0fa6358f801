from django.urls import path

from werkzaam.web.journey.views import offer, offer_own, offer_person

urlpatterns = [
    path("offers/", offer.offers, name="offers"),
    path("offers/new/", offer.add, name="offer_add"),
    path("offers/<int:pk>/", offer.offer, name="offer"),
    path("offers/<int:pk>/edit/", offer.edit, name="offer_edit"),
    path("trajectories/<int:pk>/fitting/", offer_person.fitting, name="fitting"),
    path("trajectories/<int:pk>/fitting/propose/", offer_person.propose, name="offer_propose"),
    path("trajectories/<int:pk>/fitting/unmet/", offer_person.unmet_add, name="unmet_add"),
    path("unmet-needs/", offer_person.unmet_needs, name="unmet_needs"),
    path("unmet-needs/<int:pk>/resolve/", offer_person.unmet_resolve, name="unmet_resolve"),
    path("proposals/<uuid:pk>/answer/", offer_person.answer, name="offer_answer"),
    path("proposals/<uuid:pk>/move/", offer_person.move, name="offer_move"),
    path("mine/offers/", offer_own.own_offers, name="own_offers"),
    path("mine/offers/<uuid:pk>/", offer_own.own_offer, name="own_offer"),
]
