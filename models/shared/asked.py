# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What may be asked from outside: how much at once, and of which time.

Every public method takes what it is given through these checks, so that nonsense is
answered in words, and no question keeps the server busy for long.
"""

from contextlib import contextmanager
from datetime import date, timedelta
from math import isfinite

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Date, Datetime, Domain

FIRST_YEAR, LAST_YEAR = 1900, 2999
MAX_RECORDS = 25_000
MAX_CHANGES = 1_000
MAX_CONDITIONS = 1_000
MAX_ID = 2**31 - 1
MAX_HOURS = 10_000.0  # more than a year
MAX_NAMES = 200
MAX_NUMBER = 1e12
MAX_TEXT = 10_000
NONSENSE = (ValueError, TypeError, OverflowError, RecursionError)
MAX_WINDOW = timedelta(days=800)  # the years that a plan shows, with their edges


class Asked:
    """Arguments of a public method, checked; each raises :class:`UserError`."""

    def __init__(self, env):
        self.env = env

    # === TIME === #

    def moment(self, value):
        """A time in UTC, of text or of a datetime; none is refused, too."""
        return self._in_reach(value, self._parse(Datetime.to_datetime, value))

    def day(self, value):
        """A date, of text or of a date."""
        return self._in_reach(value, self._parse(Date.to_date, value))

    def _parse(self, parse, value):
        if not isinstance(value, (str, date)):
            return None
        try:
            return parse(value)
        except (ValueError, OverflowError):
            return None

    def _in_reach(self, value, moment):
        if not moment:
            raise UserError(self.env._("“%s” is not a date.", self._quote(value)))
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise UserError(
                self.env._(
                    "%(date)s is out of reach. Choose a date from %(first)s to "
                    "%(last)s.",
                    date=moment,
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )
        return moment

    def span(self, start, stop, longest=MAX_WINDOW):
        """Two moments, the second later than the first, not too far apart."""
        start, stop = self.moment(start), self.moment(stop)
        if start >= stop:
            raise UserError(self.env._("The plan must end after it starts."))
        if stop - start > longest:
            raise UserError(
                self.env._(
                    "This is too long a time. Ask for %s days at most.", longest.days
                )
            )
        return start, stop

    # === HOW MUCH === #

    def number(self, value, least=-MAX_NUMBER, most=MAX_NUMBER):
        """A number between two others, also of the text that a file says it with."""
        number = self._to_number(value)
        if number is None:
            raise UserError(self.env._("“%s” is not a number.", self._quote(value)))
        if not isfinite(number) or not least <= number <= most:
            raise UserError(
                self.env._(
                    "%(value)s is out of reach. Choose a number from %(least)s to "
                    "%(most)s.",
                    value=self._quote(value),
                    least=f"{least:g}",
                    most=f"{most:g}",
                )
            )
        return number

    def _to_number(self, value):
        if isinstance(value, bool) or not isinstance(value, (int, float, str)):
            return None
        try:
            return float(value)
        except (ValueError, OverflowError):
            return None

    def count(self, value, usual, most):
        """How many of something; ``usual`` when nobody says."""
        return int(self.number(value, 0, most)) if value else usual

    def ids(self, values, most=MAX_RECORDS):
        """Ids of records, each once; not whether they exist."""
        values = self.sequence(values, most)
        for value in values:
            is_whole = isinstance(value, int) and not isinstance(value, bool)
            if not is_whole or not 1 <= value <= MAX_ID:
                raise UserError(
                    self.env._("“%s” is not the id of a record.", self._quote(value))
                )
        return list(dict.fromkeys(values))

    def record(self, model, value):
        """A record of ``model``, of itself or of its id; empty when there is none."""
        if isinstance(value, models.BaseModel):
            return value
        return self.env[model].browse(self.ids([value] if value else [])).exists()

    # === SHAPE === #

    def sequence(self, values, most):
        if not isinstance(values, (list, tuple)):
            raise UserError(self.env._("“%s” is not a list.", self._quote(values)))
        if len(values) > most:
            raise UserError(
                self.env._(
                    "These are too many at once: %(count)s. Ask for %(most)s at most.",
                    count=len(values),
                    most=most,
                )
            )
        return values

    def mapping(self, value):
        """A dictionary; empty when there is none."""
        if value is None or value is False:
            return {}
        if not isinstance(value, dict):
            raise UserError(self.env._("“%s” is no set of values.", self._quote(value)))
        self.sequence(list(value), MAX_NAMES)
        return value

    def text(self, value, most=MAX_TEXT):
        if value is None or value is False:
            return ""
        if not isinstance(value, str) or len(value) > most:
            raise UserError(self.env._("“%s” is not a text.", self._quote(value)))
        return value

    def names(self, values):
        """Names of fields, not whether they exist."""
        if values is None or values is False:
            return []
        return [self.text(value) for value in self.sequence(values, MAX_NAMES)]

    def domain(self, value):
        """What is searched for; conditions that make no sense are found later."""
        try:
            domain = Domain(value or [])
            size = sum(1 for _condition in domain.iter_conditions())
        except NONSENSE as error:
            raise self._not_understood(error) from error
        if size > MAX_CONDITIONS:
            raise UserError(self.env._("This search has too many conditions."))
        return domain

    def _quote(self, value):
        return str(value)[:50]

    # === WHAT ONLY THE DATABASE RECOGNISES === #

    @contextmanager
    def understood(self):
        """What cannot be computed with the given values is refused in words."""
        try:
            yield
        except (*NONSENSE, psycopg2.DataError) as error:
            raise self._not_understood(error) from error

    def _not_understood(self, error):
        return UserError(self.env._("This cannot be understood: %s", str(error)[:200]))


class Base(models.AbstractModel):
    """What every public method on records begins with."""

    _inherit = "base"

    def _check_asked(self, operation="read"):
        """Records that the user may see, or change, and not too many of them.

        :param operation: ``read`` or ``write``
        """
        self.check_access(operation)
        if not self.env.su:
            Asked(self.env).sequence(self._ids, MAX_RECORDS)

    def _check_asked_one(self, operation="read"):
        """The same for a method that answers for one record only."""
        self._check_asked(operation)
        if len(self) != 1:
            raise UserError(self.env._("Choose one record, and only one."))

    @api.model
    def _check_asked_inside(self, operation="read"):
        """Whoever asks works here and may do this with the model."""
        if not self.env.user._is_internal():
            raise UserError(self.env._("Only people who work here can ask for this."))
        self.browse().check_access(operation)
