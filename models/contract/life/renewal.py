# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.periods import last_day
from ...shared.once import find_twins


class ServiceContract(models.Model):
    """How a contract goes on after its end: by one more term or by a successor."""

    _inherit = "service.contract"

    renewal_of_id = fields.Many2one(
        "service.contract",
        string="Renewal Of",
        copy=False,
        readonly=True,
        check_company=True,
        index="btree_not_null",
    )
    renewed_by_ids = fields.One2many(
        "service.contract", "renewal_of_id", string="Renewed By"
    )
    renewed_by_count = fields.Integer(compute="_compute_renewed_by_count")
    term_due_date = fields.Date(
        string="Next Term Due",
        compute="_compute_term_due_date",
        store=True,
        help="First day of the term to come, or of the days before it in which its "
        "first invoice is issued.",
    )

    # === COMPUTE METHODS === #

    @api.depends("renewed_by_ids.state")
    def _compute_renewed_by_count(self):
        for contract in self:
            contract.renewed_by_count = len(contract._get_proposals())

    @api.depends("date_end", "lead_days")
    def _compute_term_due_date(self):
        for contract in self:
            contract.term_due_date = contract.date_end and (
                contract._get_next_start() - timedelta(days=contract.lead_days)
            )

    # === ACTION METHODS === #

    def action_renew(self):
        """Append one more term to contracts that have an end."""
        self._check_asked()
        self._check_transition(("active", "expired"))
        self._check_renewable()
        self._check_not_just_renewed()
        self._append_term()
        self._set_state("active")

    def action_propose_renewal(self):
        """Ask for the conditions of a new contract that follows these ones."""
        self._check_asked()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_renew_action"
        )
        return {**action, "context": {"active_ids": self.ids}}

    def action_view_renewals(self):
        self._check_asked_one()
        return self._get_proposals()._action_open()

    # === KINDS OF RENEWAL === #

    @api.model
    def _get_tacit_renewals(self):
        """Kinds of renewal by which a contract goes on unless notice is given."""
        return ["tacit"]

    @api.model
    def _get_manual_renewals(self):
        """Kinds of renewal by which somebody makes a contract go on."""
        return ["manual"]

    def _renews_by_itself(self):
        self.ensure_one()
        return self.renewal in self._get_tacit_renewals()

    def _is_renewed_by_hand(self):
        self.ensure_one()
        return self.renewal in self._get_manual_renewals()

    # === ONE MORE TERM === #

    def _check_renewable(self):
        for contract in self:
            if not contract.date_end or contract.renewal_months < 1:
                raise UserError(
                    self.env._(
                        "Contract %s cannot be renewed: it needs an end and a renewal "
                        "term in months.",
                        contract.name,
                    )
                )

    def _check_not_just_renewed(self):
        renewed = self.term_ids.filtered(lambda term: term.how == "renewed")
        for contract in find_twins(renewed).contract_id:
            raise UserError(
                self.env._(
                    "Contract %s has just been renewed. If it is to be renewed for one "
                    "more term, wait a minute.",
                    contract.display_name,
                )
            )

    def _append_term(self):
        """Extend the contracts, and the lines that last as long, by a renewal term."""
        self.env["service.contract.term"].create(
            [
                {
                    "contract_id": contract.id,
                    "date_start": contract._get_next_start(),
                    "how": "renewed",
                }
                for contract in self
            ]
        )
        for (start, end), contracts in self.grouped(
            lambda contract: (
                contract._get_next_start(),
                contract._get_renewed_end(contract._get_next_start()),
            )
        ).items():
            contracts._move_end(end)
            contracts._on_term_appended(start)

    def _on_term_appended(self, date_start):
        """Hook: a new term of the contracts begins on ``date_start``."""

    def _get_next_start(self):
        """First day after the end."""
        self.ensure_one()
        return self.date_end + timedelta(days=1)

    def _get_renewed_end(self, start):
        """Last day of a renewed term that begins on ``start``."""
        self.ensure_one()
        return last_day(start, self.renewal_months, "month")

    # === A NEW CONTRACT === #

    def _get_proposals(self):
        """Contracts that follow these ones, in force or not yet."""
        return self.renewed_by_ids.filtered(lambda c: c.state != "cancelled")

    def _propose_renewal(self, percent=0.0):
        """Make a draft contract that follows each of these.

        :param percent: by how much the prices change
        :raises UserError: when a contract has no end, or has a proposal already
        """
        self._check_transition(self._get_live_states())
        for contract in self:
            contract._check_proposable()
        return self._create_by_server(
            [contract._prepare_renewal_vals(percent) for contract in self]
        )

    def _check_proposable(self):
        self.ensure_one()
        proposals = self._get_proposals()
        if proposals:
            raise UserError(
                self.env._(
                    "Contract %(contract)s is renewed by %(renewal)s already. Change "
                    "that one, or cancel it first.",
                    contract=self.display_name,
                    renewal=", ".join(proposals.mapped("display_name")),
                )
            )
        if not self.date_end:
            raise UserError(
                self.env._(
                    "Contract %s has no end, so that nothing can follow it. End it "
                    "first.",
                    self.display_name,
                )
            )

    def _prepare_renewal_vals(self, percent):
        """Values of the contract that follows, with the lines in force at the end."""
        self.ensure_one()
        start = self._get_next_start()
        months = self.renewal_months or self.contract_type_id.duration_months
        end = last_day(start, months, "month") if months else False
        lasting = self.line_ids.filtered(lambda line: line._lasts_until(self.date_end))
        [vals] = self.copy_data(
            {
                "renewal_of_id": self.id,
                "date_start": start,
                "date_end": end,
                "line_ids": [
                    fields.Command.create(
                        line._prepare_renewal_vals(start, end, percent)
                    )
                    for line in lasting
                ],
            }
        )
        return vals

    def _on_started(self):
        """A contract that is renewed ends when its successor begins."""
        super()._on_started()
        for contract in self.filtered("renewal_of_id"):
            former = contract.renewal_of_id
            day = contract.date_start - timedelta(days=1)
            if former.state in self._get_live_states() and former.date_start <= day:
                former._end_on(day)

    # === SCHEDULED WORK === #

    @api.model
    def _get_renewal_work(self, today):
        """Append the terms of contracts of which notice was not given in time."""
        return [
            (
                self._get_tacit_domain(today, today),
                lambda contracts: contracts._append_due_terms(today, today),
            )
        ]

    @api.model
    def _get_tacit_domain(self, today, until):
        """Contracts that are renewed by ``until``, as notice was not given in time."""
        return (
            Domain("state", "=", "active")
            & Domain("renewal", "in", self._get_tacit_renewals())
            & Domain("cancel_by", "<", today)
            & Domain("term_due_date", "<=", until)
            & self._get_going_on_domain()
        )

    @api.model
    def _search_tacit(self, today, until, domain=Domain.TRUE):
        return self.search(self._get_tacit_domain(today, until) & domain)

    def _append_due_terms(self, today, until):
        due = self
        while due := due.filtered(lambda contract: contract._is_term_due(today, until)):
            due._append_term()

    def _is_term_due(self, today, until):
        """Whether notice is too late and the next term, or the issue of its first
        invoice, begins by ``until``.
        """
        self.ensure_one()
        return bool(
            self.cancel_by and self.cancel_by < today and self.term_due_date <= until
        )

    @api.model
    def _get_to_propose_domain(self):
        """Contracts of which the draft that follows is wanted and not made yet."""
        return (
            Domain("renewal", "in", self._get_manual_renewals())
            & Domain("propose_renewal", "=", True)
            & Domain("renewed_by_ids", "not any", [("state", "!=", "cancelled")])
        )

    @api.model
    def _get_going_on_domain(self):
        """Contracts that no other contract follows."""
        return Domain(
            "renewed_by_ids", "not any", [("state", "in", self._get_live_states())]
        )

    @api.model
    def _get_not_renewed_domain(self):
        return super()._get_not_renewed_domain() | ~self._get_going_on_domain()


class ServiceContractLine(models.Model):
    """What of a contract line goes on in the contract that follows."""

    _inherit = "service.contract.line"

    def _lasts_until(self, day):
        self.ensure_one()
        return not self.one_off and (not self.date_end or self.date_end >= day)

    def _prepare_renewal_vals(self, start, end, percent):
        """Values of the line that goes on from ``start`` to ``end``."""
        self.ensure_one()
        price = self._get_price_on(start) * (1 + percent / 100)
        [vals] = self.copy_data(
            {
                "date_start": start,
                "date_end": end,
                "price_unit": round(price, self._get_price_digits()),
            }
        )
        return vals
