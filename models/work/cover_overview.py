# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date

from ..contract.cover.questions import Promises

COVER_KINDS = ("labour", "parts", "travel")


class ServiceIntervention(models.Model):
    """What will be covered and why not, shown before the work starts."""

    _inherit = "service.intervention"

    cover_overview = fields.Html(
        string="Cover",
        compute="_compute_cover_overview",
        sanitize=False,
        help="What covers labour, parts and travel on the day of the job.",
    )
    cover_words = fields.Char(
        string="Cover in Short",
        compute="_compute_cover_overview",
        help="Percentages of labour, parts and travel that are covered.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id", "contract_id", "item_ids.equipment_id", "date_start")
    def _compute_cover_overview(self):
        contracts = self.env["service.contract"]._search_in_force(self.partner_id)
        promises = Promises(self.env)
        promises.load(
            question
            for intervention in self
            for question in intervention._get_promise_questions(contracts)
        )
        for intervention in self:
            intervention.cover_overview = intervention.cover_words = False
            if not intervention.partner_id:
                continue
            values = intervention._get_cover_overview(contracts, promises)
            intervention.cover_words = self._tell_percents(values["rows"])
            intervention.cover_overview = self.env["ir.qweb"]._render(
                "service_management.service_intervention_cover", values
            )

    # === BUSINESS METHODS === #

    def _get_cover_overview(self, contracts, promises):
        """What is covered, object by object.

        :param contracts: ``service.contract`` that may promise something
        :param Promises promises: shared by who asks for several jobs
        :return: values for the template: ``rows`` with the percent of each kind, the
            promises that hold and the reasons why others do not, and what is ``left``
            of a prepaid block
        """
        self.ensure_one()
        date = self._get_service_date()
        return {
            "rows": [
                self._get_cover_row(one, date, contracts, promises)
                for one in self._get_promised_equipment()
            ],
            "left": self._get_prepaid_left(),
        }

    @api.model
    def _tell_percents(self, rows):
        """What is covered, by the best percentages of ``rows``, in one line."""
        names = {
            "labour": self.env._("Labour"),
            "parts": self.env._("Parts"),
            "travel": self.env._("Travel"),
        }
        best = {
            kind: max(row["percents"][kind] for row in rows) for kind in COVER_KINDS
        }
        told = (f"{names[kind]} {best[kind]:.0f} %" for kind in best if best[kind])
        return " · ".join(told) or self.env._("Not covered")

    def _get_cover_row(self, equipment, date, contracts, promises):
        contract = self.contract_id._origin
        covers = {
            kind: contract._get_cover(
                kind=kind,
                equipment=equipment,
                date=date,
                moment=self.date_start,
                promises=promises,
            )
            for kind in COVER_KINDS
        }
        held, reasons = [], []
        if equipment:
            holds, text = equipment._explain_warranty(date)
            (held if holds else reasons).append(text)
        candidates = contracts.filtered(
            lambda c: (
                c._is_of_customer(self) and c._get_promises(equipment, date, promises)
            )
        )
        for one in contract | candidates:
            refusal = one._explain_refusal(equipment, date, promises)
            if refusal:
                reasons.append(refusal)
            elif one == contract and not one._covers_anything():
                reasons.append(
                    self.env._(
                        "%s is in force, but the work is charged in full.",
                        one.display_name,
                    )
                )
            elif one == contract:
                held.append(one._explain_promise(equipment, date, promises))
                reasons += {
                    cover.reason
                    for kind, cover in covers.items()
                    if cover.reason and one._get_coverage_percent(kind)
                }
            elif one._covers_anything():
                reasons.append(
                    self.env._(
                        "%s also covers it: choose it above to use it.",
                        one.display_name,
                    )
                )
        if not contract | candidates:
            reasons.append(self.env._("No contract."))
        return {
            "name": equipment.display_name or self.env._("Whole job"),
            "percents": {kind: covers[kind].percent for kind in COVER_KINDS},
            "promises": held,
            "reasons": reasons,
        }

    def _get_prepaid_left(self):
        """What is left of the hours and visits that the contract includes."""
        contract = self.contract_id._origin
        left = []
        if contract and contract._is_prepaid("hours"):
            left.append(self.env._("%s hours left", f"{contract.remaining_hours:g}"))
        if contract and contract._is_prepaid("visits"):
            left.append(self.env._("%s visits left", contract.remaining_visits))
        return left


class ServiceContract(models.Model):
    """Why a contract covers something, or why it does not."""

    _inherit = "service.contract"

    def _covers_anything(self):
        self.ensure_one()
        return any(self._get_coverage_percent(kind) for kind in COVER_KINDS)

    def _get_promises(self, equipment, date, promises):
        """Promises of this contract for ``equipment``, on whatever days."""
        return [
            promise
            for promise in promises.get(self, equipment, date)
            if promise.contract_id == self.id
        ]

    def _explain_promise(self, equipment, date, promises):
        self.ensure_one()
        until = next(
            promise.date_end
            for promise in self._get_promises(equipment, date, promises)
            if promise.holds
        )
        if not until:
            return self.env._("%s, without end", self.display_name)
        return self.env._(
            "%(contract)s until %(date)s",
            contract=self.display_name,
            date=format_date(self.env, until),
        )

    def _explain_refusal(self, equipment, date, promises):
        """Why this contract promises nothing for ``equipment`` on ``date``, if so."""
        self.ensure_one()
        if self._covers(equipment, date, promises):
            return ""
        name = self.display_name
        if self.state in ("draft", "cancelled"):
            return self.env._("%s is not in force.", name)
        if self.date_start > date:
            return self._explain_since("starts", self.date_start)
        if self.date_end and self.date_end < date:
            return self._explain_since("ended", self.date_end)
        if suspension := self._get_suspension_on(date):
            return self._explain_since("suspended", suspension.date_from)
        made = self._get_promises(equipment, date, promises)
        if not made:
            return self.env._("%s is for other equipment.", name)
        ended = [promise.date_end for promise in made if promise.date_end]
        if len(ended) == len(made) and max(ended) < date:
            return self._explain_since("ended", max(ended))
        start = min(promise.date_start for promise in made)
        return self._explain_since("starts", start)

    def _explain_since(self, what, date):
        self.ensure_one()
        terms = {
            "contract": self.display_name,
            "date": format_date(self.env, date),
        }
        if what == "starts":
            return self.env._("%(contract)s begins on %(date)s only.", **terms)
        if what == "ended":
            return self.env._("%(contract)s ended on %(date)s.", **terms)
        return self.env._("%(contract)s is suspended since %(date)s.", **terms)


class ServiceEquipment(models.Model):
    """Why the warranty covers an equipment, or why it does not."""

    _inherit = "service.equipment"

    def _explain_warranty(self, date):
        """Tell whether the warranty holds on ``date``, and until or since when.

        :rtype: tuple[bool, str]
        """
        self.ensure_one()
        start, end = self.warranty_start, self.warranty_end
        if self._is_under_warranty(date):
            day = format_date(self.env, end)
            return True, self.env._("Warranty until %s", day)
        if end and end < date:
            day = format_date(self.env, end)
            return False, self.env._("Warranty ended on %s.", day)
        if start and start > date:
            day = format_date(self.env, start)
            return False, self.env._("Warranty begins on %s only.", day)
        return False, self.env._("No warranty.")
