# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..contract.cover.questions import Promises


class ServiceIntervention(models.Model):
    """The contract of a job: proposed, unless somebody chooses another one."""

    _inherit = "service.intervention"

    contract_id = fields.Many2one(
        "service.contract",
        compute="_compute_contract_id",
        inverse="_inverse_contract_id",
        store=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        domain="[('partner_id', 'child_of', partner_id), "
        "('state', 'not in', ('draft', 'cancelled'))]",
        tracking=True,
        help="Proposed: the customer's contract in force that covers most.",
    )
    contract_chosen = fields.Boolean(
        readonly=True,
        copy=False,
        help="Somebody chose another contract than the one proposed.",
    )

    # === COMPUTE METHODS === #

    @api.depends("partner_id", "company_id", "item_ids.equipment_id")
    def _compute_contract_id(self):
        open_jobs = self.filtered(lambda job: not job._keeps_contract())
        for intervention, contract in open_jobs._propose_contracts():
            intervention.contract_id = contract

    def _inverse_contract_id(self):
        self._note_contract_choice()

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        """Remember the choice while the job is not saved yet."""
        self._note_contract_choice()

    # === BUSINESS METHODS === #

    def _keeps_contract(self):
        """Whether what covers the job is settled: it is over, or somebody chose it."""
        self.ensure_one()
        if self.state in ("done", "cancelled"):
            return True
        owner = self.contract_id.partner_id.commercial_partner_id
        customer = self.partner_id.commercial_partner_id
        return self.contract_chosen and owner in (customer, owner.browse())

    def _note_contract_choice(self):
        for intervention, proposed in self._propose_contracts():
            intervention._by_server().contract_chosen = (
                intervention.contract_id != proposed
            )

    def _propose_contracts(self):
        """Each job with the first contract that covers the customer or an object.

        :rtype: list[tuple]
        """
        contracts = self.env["service.contract"]._search_in_force(self.partner_id)
        promises = Promises(self.env)
        promises.load(
            question
            for intervention in self
            for question in intervention._get_promise_questions(contracts)
        )
        return [
            (intervention, intervention._propose_contract(contracts, promises))
            for intervention in self
        ]

    def _propose_contract(self, contracts, promises):
        """First of ``contracts`` that covers the customer or one of the objects."""
        self.ensure_one()
        date = self._get_service_date()
        return next(
            (
                contract
                for contract in contracts
                if contract._is_of_customer(self)
                and any(
                    contract._covers(one, date, promises)
                    for one in self._get_promised_equipment()
                )
            ),
            contracts.browse(),
        )

    def _get_promised_equipment(self):
        """The equipment of the job as saved; an empty one when it is for none."""
        self.ensure_one()
        equipment = self.item_ids.equipment_id._origin
        return equipment or [equipment]

    def _get_promise_questions(self, contracts):
        """What :class:`Promises` has to be asked to see what covers this job."""
        self.ensure_one()
        date = self._get_service_date()
        asked = contracts.filtered(lambda contract: contract._is_of_customer(self))
        return [
            (contract, one, date)
            for contract in (self.contract_id._origin | asked) or [asked]
            for one in self._get_promised_equipment()
        ]


class ServiceContract(models.Model):
    _inherit = "service.contract"

    def _is_of_customer(self, intervention):
        """Whether this is a contract of the customer and company of a job."""
        self.ensure_one()
        return (
            self.partner_id.commercial_partner_id
            == intervention.partner_id.commercial_partner_id
            and self.company_id == intervention.company_id
        )
