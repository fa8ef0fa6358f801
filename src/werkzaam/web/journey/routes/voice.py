from django.urls import path

from werkzaam.web.journey.views import voice, voice_heard

urlpatterns = [
    path("mine/experiences/", voice.voice, name="voice"),
    path("mine/experiences/tell/", voice.voice_tell, name="voice_tell"),
    path("mine/experiences/<uuid:pk>/", voice.voice_one, name="voice_one"),
    path("mine/experiences/<uuid:pk>/withdraw/", voice.voice_withdraw, name="voice_withdraw"),
    path("mine/experiences/<uuid:pk>/advice/<int:service>/", voice.voice_advice, name="voice_advice"),
    path("trajectories/<int:pk>/experiences/", voice_heard.experiences, name="experiences"),
    path("advice-referrals/<int:pk>/done/", voice_heard.experience_advised, name="experience_advised"),
    path("signals/", voice_heard.signals, name="signals"),
    path("advice-services/", voice_heard.advice_services, name="advice_services"),
    path("advice-services/new/", voice_heard.advice_service_add, name="advice_service_add"),
    path("advice-services/<int:pk>/", voice_heard.advice_service, name="advice_service"),
]
