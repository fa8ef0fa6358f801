"""What comes instead of what was taken out, and what stands before a note, in the language of the text."""

from __future__ import annotations

from collections.abc import Mapping

_KINDS = (
    "name", "relative", "coach", "employer", "school", "street", "place", "organisation",
    "iban", "mail", "url", "citizen-number", "telephone", "postcode", "date", "removed", "note",
)  # fmt: skip
_WORDS: Mapping[str, str] = {
    "nl": "naam|familielid|coach|werkgever|school|straat|plaats|organisatie|"
    "rekening|mailadres|website|burgerservicenummer|telefoon|postcode|datum|weggelaten|noot",
    "ar": "اسم|قريب|مدرب|صاحب عمل|مدرسة|شارع|مكان|منظمة|"
    "رقم حساب|بريد إلكتروني|موقع|رقم مدني|هاتف|رمز بريدي|تاريخ|محذوف|حاشية",
    "tr": "isim|akraba|koç|işveren|okul|sokak|yer|kuruluş|"
    "hesap no|e-posta|web sitesi|kimlik no|telefon|posta kodu|tarih|çıkarıldı|not",
    "uk": "ім’я|родич|коуч|роботодавець|школа|вулиця|місце|організація|"
    "рахунок|пошта|сайт|номер особи|телефон|індекс|дата|вилучено|примітка",
    "fa": "نام|خویشاوند|مربی|کارفرما|مدرسه|خیابان|مکان|سازمان|"
    "شماره حساب|ایمیل|وبگاه|شماره شهروندی|تلفن|کد پستی|تاریخ|حذف‌شده|یادداشت",
    "ti": "ስም|ዘመድ|ኣሰልጣኒ|ኣስራሒ|ቤት ትምህርቲ|ጐደና|ቦታ|ትካል|ቁጽሪ ሕሳብ|ኢመይል|መርበብ|ቁጽሪ ዜጋ|ተሌፎን|ፖስታ ኮድ|ዕለት|ዝተኣለየ|መብርሂ",
}  # all but Dutch to be read by a native speaker
LANGUAGES = ("en", *_WORDS)


def word(kind: str, language: str) -> str:
    """`kind` (a value of Sort or Reason, "removed" or "note") as this language says it; English where it has no words.

    >>> word("name", "nl"), word("name", "nl-BE"), word("name", "so")
    ('naam', 'naam', 'name')
    """
    told = _WORDS.get(language.partition("-")[0].lower())
    return told.split("|")[_KINDS.index(kind)] if told and kind in _KINDS else kind.replace("-", " ")
