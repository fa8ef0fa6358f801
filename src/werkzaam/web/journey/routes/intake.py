from django.urls import path

from werkzaam.web.journey.views import intake_domains, intake_referral, own_access, profile

urlpatterns = [
    path("sign-up/", intake_referral.self_referral, name="self_referral"),
    path("sign-up/thanks/", intake_referral.self_referral_thanks, name="self_referral_thanks"),
    path("referrals/", intake_referral.referrals, name="referrals"),
    path("referrals/mine/", intake_referral.own_referrals, name="own_referrals"),
    path("referrals/new/", intake_referral.refer, name="refer"),
    path("referrals/<uuid:pk>/", intake_referral.referral, name="referral"),
    path("referrals/<uuid:pk>/accept/", intake_referral.accept, name="referral_accept"),
    path("referrals/<uuid:pk>/refuse/", intake_referral.refuse, name="referral_refuse"),
    path("referrals/<uuid:pk>/withdraw/", intake_referral.withdraw, name="referral_withdraw"),
    path("programmes/<int:pk>/domains/", intake_domains.domains, name="domains"),
    path("programmes/<int:pk>/domains/<slug:domain>/off/", intake_domains.domain_off, name="domain_off"),
    path("trajectories/<int:pk>/access/", own_access.own_access, name="own_access"),
    path("trajectories/<int:pk>/profile/", profile.profile, name="profile"),
    path("trajectories/<int:pk>/profile/skill/", profile.skill, name="profile_skill"),
    path("trajectories/<int:pk>/profile/language/", profile.language, name="profile_language"),
    path("trajectories/<int:pk>/profile/circumstances/", profile.circumstances, name="profile_circumstances"),
    path("skills/<int:pk>/remove/", profile.skill_remove, name="profile_skill_remove"),
]
