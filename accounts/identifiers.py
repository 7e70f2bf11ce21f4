"""Legal identifiers of organisations: which schemes there are, and whether a number can be one of a scheme.

The codes of schemes are those of org-id.guide, as OCDS asks for (`identifier.scheme`); org-id.guide lists no register of VAT
numbers, hence EU-VAT. A number that passes is well formed; that it belongs to somebody is what verifying an organisation says.
"""

import re
from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _
from stdnum import lei
from stdnum.eu import vat
from stdnum.exceptions import ValidationError as NumberError
from stdnum.pl import nip, regon


class Scheme(models.TextChoices):
    """The kinds of identifiers that the portal can check."""

    PL_NIP = "PL-NIP", _("NIP (Polish tax number)")
    PL_REGON = "PL-REGON", _("REGON (Polish statistical number)")
    PL_KRS = "PL-KRS", _("KRS (Polish court register)")
    EU_VAT = "EU-VAT", _("VAT number of a member state of the EU")
    LEI = "XI-LEI", _("LEI (Legal Entity Identifier)")


class IdentifierError(ValueError):
    """A number that cannot be one of its scheme."""


def _krs(number: str) -> str:
    """Return a number of Poland's court register: ten digits without a check digit (leading zeros are often left out)."""
    digits = re.sub(r"[\s-]", "", number)
    if not re.fullmatch(r"[0-9]{1,10}", digits) or not int(digits):
        raise IdentifierError(number)
    return digits.zfill(10)


_CHECKS: dict[Scheme, Callable[[str], str]] = {
    Scheme.PL_NIP: nip.validate,
    Scheme.PL_REGON: regon.validate,
    Scheme.PL_KRS: _krs,
    Scheme.EU_VAT: vat.validate,
    Scheme.LEI: lei.validate,
}


def checked_identifier(scheme: str, number: str) -> str:
    """Return `number` in the one way in which it is stored: without spaces and dashes, with its check digits verified.

    Raises:
        IdentifierError: the scheme is not one of Scheme, or the number cannot be one of it.
    """
    try:
        return _CHECKS[Scheme(scheme)](number.strip())
    except (ValueError, NumberError) as problem:
        raise IdentifierError(f"{scheme} {number}") from problem
