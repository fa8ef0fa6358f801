from bs4 import BeautifulSoup
from django import forms


class Contact(forms.Form):
    channel = forms.ChoiceField(
        choices=[("phone", "Telephone"), ("home", "Home visit")],
        widget=forms.RadioSelect(attrs={"class": "wz-chips"}),
        help_text="One tap.",
    )
    note = forms.CharField(widget=forms.Textarea, required=False, help_text="Amina and her coach see this.")
    sure = forms.BooleanField(label="I am sure")
    token = forms.CharField(widget=forms.HiddenInput)


def soup(form):
    return BeautifulSoup(str(form), "html.parser")


def test_every_control_has_a_label_and_its_help():
    page = soup(Contact())
    for control in page.select("input:not([type=hidden]), textarea"):
        assert page.select_one(f'label[for="{control["id"]}"]'), control
    described = page.select_one("textarea")["aria-describedby"]
    assert page.select_one(f"#{described}").text == "Amina and her coach see this."


def test_choices_stand_in_a_fieldset_with_a_legend_and_help():
    fieldset = soup(Contact()).select_one("fieldset")
    assert fieldset.legend.text.strip() == "Channel"
    assert fieldset.select_one(f"#{fieldset['aria-describedby']}").text == "One tap."
    assert len(fieldset.select(".wz-chips input[type=radio]")) == 2


def test_a_fault_is_summed_up_with_a_link_to_the_first_control():
    page = soup(Contact({"channel": "", "token": "x"}))
    links = [link["href"].lstrip("#") for link in page.select("[role=alert] a")]
    assert links == ["id_channel_0", "id_sure"]
    assert all(page.select_one(f'[id="{link}"]') for link in links)


def test_what_was_chosen_stays_chosen():
    page = soup(Contact({"channel": "home", "note": "<b>", "token": "x"}))
    assert page.select_one("input[checked]")["value"] == "home"
    assert page.textarea.text.strip() == "<b>"


def test_an_untouched_form_shows_no_summary():
    assert not soup(Contact()).select("[role=alert]")


def test_the_design_system_dresses_the_controls():
    page = soup(Contact())
    assert "utrecht-textarea" in page.textarea["class"]
