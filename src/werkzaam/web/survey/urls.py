from django.urls import include, path

from werkzaam.web.survey import (
    collector_pages,
    delivery_pages,
    instrument_views,
    reliability_page,
    response_pages,
    round_pages,
    views,
)
from werkzaam.web.survey.outbox import incentive_pages, pages, wording

app_name = "survey"
urlpatterns = [
    path("cases/", include("werkzaam.web.survey.interviewing.urls")),
    path("instruments/", instrument_views.instruments, name="instruments"),
    path("instruments/add/", instrument_views.add_instrument, name="add_instrument"),
    path("instruments/<int:number>/", instrument_views.instrument, name="instrument"),
    path("instruments/<int:number>/sheet/", instrument_views.sheet, name="instrument_sheet"),
    path("instruments/<int:number>/media/<str:name>/", instrument_views.media, name="instrument_media"),
    path(
        "instruments/<int:number>/preview/<str:language>/",
        instrument_views.preview_page,
        name="instrument_preview",
    ),
    path("studies/<slug:code>/", views.field, name="field"),
    path("studies/<slug:code>/reliability/", reliability_page.reliability_page, name="reliability"),
    path("studies/<slug:code>/rounds/", views.open_round, name="open_round"),
    path("studies/<slug:code>/rounds/<int:number>/", round_pages.round_page, name="round"),
    path("studies/<slug:code>/rounds/<int:number>/words/", wording.words_page, name="round_words"),
    path("studies/<slug:code>/rounds/<int:number>/renew/", round_pages.renew, name="renew"),
    path("studies/<slug:code>/rounds/<int:number>/letters/", pages.print_letters, name="print_letters"),
    path("studies/<slug:code>/rounds/<int:number>/walked/", response_pages.walked, name="walked"),
    path("studies/<slug:code>/response/", response_pages.response, name="response"),
    path("studies/<slug:code>/at-risk/", response_pages.at_risk, name="at_risk"),
    path("studies/<slug:code>/outbox/", pages.outbox, name="outbox"),
    path("studies/<slug:code>/outbox/<int:number>/again/", pages.again, name="message_again"),
    path("studies/<slug:code>/outbox/<int:number>/cancel/", pages.cancel, name="message_cancel"),
    path("studies/<slug:code>/outbox/<int:number>/bounced/", pages.bounced, name="message_bounced"),
    path("studies/<slug:code>/thank-yous/", incentive_pages.incentives_page, name="incentives"),
    path("studies/<slug:code>/thank-yous/give/", incentive_pages.give, name="give_incentives"),
    path(
        "studies/<slug:code>/thank-yous/<int:number>/take-back/",
        incentive_pages.take_back,
        name="take_back_incentive",
    ),
    path("studies/<slug:code>/collectors/", collector_pages.collectors_page, name="collectors"),
    path("studies/<slug:code>/collectors/make/", collector_pages.make_collector, name="make_collector"),
    path(
        "studies/<slug:code>/collectors/<int:number>/revoke/",
        collector_pages.revoke_collector,
        name="revoke_collector",
    ),
    path("studies/<slug:code>/deliveries/", delivery_pages.deliveries_page, name="deliveries"),
    path("studies/<slug:code>/deliveries/<int:number>/", delivery_pages.delivery, name="delivery"),
    path(
        "studies/<slug:code>/deliveries/<int:number>/attach/",
        delivery_pages.attach_delivery,
        name="attach_delivery",
    ),
    path(
        "studies/<slug:code>/deliveries/<int:number>/set-aside/",
        delivery_pages.set_aside_delivery,
        name="set_aside_delivery",
    ),
    path(
        "studies/<slug:code>/deliveries/<int:number>/files/",
        delivery_pages.delivery_files,
        name="delivery_files",
    ),
    path("odk/v1/", include("werkzaam.web.survey.odk.urls")),
]
