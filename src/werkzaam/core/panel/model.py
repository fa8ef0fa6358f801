"""The waist: who, in which arm, answered what at which wave, with which dose. Pseudonymous, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa

PERSONS = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),  # pseudonym
        pa.field("arm", pa.string(), nullable=False),  # key of a plan arm
        pa.field("cluster", pa.string()),  # coach, group or area; null: the person stands alone
    ]
)
"""One row per person; covariates follow as further float64 columns, named as in the plan."""

VALUES = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("wave", pa.string(), nullable=False),
        pa.field("outcome", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("rater", pa.string(), nullable=False),  # self, coach, register …
        pa.field("source", pa.string(), nullable=False),  # questionnaire, register, file name …
        pa.field("mode", pa.string()),  # own-phone, helped, telephone, paper
    ]
)
"""One row per person, wave and outcome; a missing answer is a null value or an absent row."""

DOSE = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("week", pa.int32(), nullable=False),  # weeks since the person's start, 0-based
        pa.field("channel", pa.string(), nullable=False),  # 3-domain §3.3
        pa.field("planned", pa.float64(), nullable=False),  # contacts
        pa.field("delivered", pa.float64(), nullable=False),  # contacts held
        pa.field("minutes", pa.float64(), nullable=False),  # minutes of contact held
    ]
)
"""One row per person, week and channel, in both arms; planned contacts carry channel 'planned'."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Three Arrow tables with the schemas above, sorted, plus where they came from.

    `hash` is over the content of the tables, independent of row order and file format.
    """

    persons: pa.Table
    values: pa.Table
    dose: pa.Table
    covariates: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    hash: str = ""
