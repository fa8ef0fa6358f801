"""The page on which a researcher reads and changes the words of a round's text messages, per language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages as told
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkzaam.web.people.access import access_of, needs
from werkzaam.web.survey import letters, queries
from werkzaam.web.survey.models import Round
from werkzaam.web.survey.outbox import actions, short
from werkzaam.web.survey.outbox import render as words
from werkzaam.web.survey.outbox.rules import segments
from werkzaam.web.survey.rules import OPEN_ROUND, new_token

LONGEST = 300  # characters; what counts is how many messages it costs


class WordsForm(forms.Form):
    """A field per language of the questionnaire that the door speaks; comes out as `own`."""

    def __init__(self, *args: Any, found: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.link = letters.link(new_token())
        for language in languages(found):
            self.fields[language] = forms.CharField(
                label=dict(settings.LANGUAGES)[language],
                initial=found.short_words.get(language) or standard(language),
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language, "dir": "auto"}),
                help_text=_cost(found.short_words.get(language) or standard(language), self.link),
            )

    def clean(self) -> dict[str, Any]:
        for language, said in list((super().clean() or {}).items()):
            if said.strip() and (wrong := short.fault(said.strip(), self.link)):
                self.add_error(language, why(wrong))
        return self.cleaned_data

    @property
    def own(self) -> dict[str, str]:
        """Only what differs from our words."""
        return {key: said for key, said in self.cleaned_data.items() if said.strip() != standard(key)}


@needs(OPEN_ROUND)
@require_http_methods(["GET", "POST"])
def words_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    access = access_of(request)
    found = queries.round_of(queries.study_of(access, OPEN_ROUND, code), number)
    form = WordsForm(request.POST or None, found=found)
    if form.is_bound and form.is_valid():
        actions.set_words(by=access, at=timezone.now(), round=found, words=form.own)
        told.success(request, _("Saved. Text messages that still have to go say this."))
        return redirect("survey:round", code, number)
    shown = {"study": found.study, "round": found, "form": form}
    return render(request, "survey/outbox/words.html", shown, status=422 if form.is_bound else 200)


def languages(found: Round) -> list[str]:
    spoken = queries.parsed(found.instrument.definition).languages
    return [language for language in spoken if language in dict(settings.LANGUAGES)]


def standard(language: str) -> str:
    with translation.override(language):
        return words.standard()


def why(code: str) -> str:
    told = {
        "words-link": _("Write {link} once, where the link comes, and no other braces."),
        "words-address": _("No other address than the link: people learn not to trust those."),
    }
    return told.get(code) or _("Too long: with the link it would cost more than two text messages.")


def _cost(said: str, link: str) -> str:
    many = segments(short.with_link(said, link))
    return _("With the link: %(many)d text message(s). Empty: our own words.") % {"many": many}
