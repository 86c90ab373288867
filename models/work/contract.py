from odoo import api, fields, models


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
        contracts = self.env["service.contract"]._search_in_force(self.partner_id)
        for intervention in self:
            if not intervention._keeps_contract():
                intervention.contract_id = intervention._propose_contract(contracts)

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
        contracts = self.env["service.contract"]._search_in_force(self.partner_id)
        for intervention in self:
            proposed = intervention._propose_contract(contracts)
            intervention._by_server().contract_chosen = (
                intervention.contract_id != proposed
            )

    def _propose_contract(self, contracts):
        """First of ``contracts`` that covers the customer or one of the objects."""
        self.ensure_one()
        date = self._get_service_date()
        equipment = self.item_ids.equipment_id._origin
        customer = self.partner_id.commercial_partner_id
        for contract in contracts:
            if (
                contract.partner_id.commercial_partner_id == customer
                and contract.company_id == self.company_id
                and any(
                    contract._covers(one, date)
                    for one in equipment or [equipment.browse()]
                )
            ):
                return contract
        return contracts.browse()
