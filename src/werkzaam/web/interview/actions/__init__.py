"""Writes on sources, the codebook and codings."""

from werkzaam.web.interview.actions.codebook import add_code, merge, redefine, remove, split, undo
from werkzaam.web.interview.actions.coding import code_segment, note, uncode, write_memo
from werkzaam.web.interview.actions.element import judge, sign_quote, withdraw_quote
from werkzaam.web.interview.actions.exchange import BadExchange, take_in, take_out
from werkzaam.web.interview.actions.exchange import told as told_of_exchange
from werkzaam.web.interview.actions.noted import BadCoding, BadQuote, BadRound, BadSource, BadTalk
from werkzaam.web.interview.actions.pending import decide, import_text, leave, mark_words, read, sign_off
from werkzaam.web.interview.actions.round import finish, open_round, settle
from werkzaam.web.interview.actions.source import add_source
from werkzaam.web.interview.actions.speakers import derive_speakers
from werkzaam.web.interview.actions.talk import plan_talk, settle_talk, write_guide

__all__ = [
    "BadCoding",
    "BadExchange",
    "BadQuote",
    "BadRound",
    "BadSource",
    "BadTalk",
    "add_code",
    "add_source",
    "code_segment",
    "decide",
    "derive_speakers",
    "finish",
    "import_text",
    "judge",
    "leave",
    "mark_words",
    "merge",
    "note",
    "open_round",
    "plan_talk",
    "read",
    "redefine",
    "remove",
    "settle",
    "settle_talk",
    "sign_off",
    "sign_quote",
    "split",
    "take_in",
    "take_out",
    "told_of_exchange",
    "uncode",
    "undo",
    "withdraw_quote",
    "write_guide",
    "write_memo",
]
