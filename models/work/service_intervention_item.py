# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What the customer's signature confirms; the equipment is handed back later.
SIGNED_FIELDS = {
    "intervention_id",
    "equipment_id",
    "fault",
    "symptom_id",
    "cause_id",
    "remedy_id",
}


class ServiceInterventionItem(models.Model):
    """One equipment that is worked on in a job."""

    _name = "service.intervention.item"
    _description = "Item of a Job"
    _inherit = [
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "service.diagnosis.mixin",
    ]
    _order = "intervention_id, sequence, id"
    _check_company_auto = True

    intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        required=True,
        ondelete="cascade",
        index=True,
    )
    company_id = fields.Many2one(
        related="intervention_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="intervention_id.partner_id")
    sequence = fields.Integer(default=10)
    equipment_id = fields.Many2one(
        "service.equipment",
        required=True,
        check_company=True,
        index=True,
        domain="[('partner_id', 'child_of', partner_id)]",
    )
    product_id = fields.Many2one(related="equipment_id.product_id")
    serial_number = fields.Char(related="equipment_id.serial_number")
    under_warranty = fields.Boolean(related="equipment_id.under_warranty")
    protocol_id = fields.Many2one(
        "service.protocol",
        compute="_compute_protocol_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
    )
    contract_line_id = fields.Many2one(
        "service.contract.line",
        readonly=True,
        index="btree_not_null",
        help="Contract line that this planned visit is for.",
    )
    fault = fields.Char(string="Fault or Request")
    symptom_id = fields.Many2one(
        compute="_compute_diagnosis", store=True, readonly=False, precompute=True
    )
    cause_id = fields.Many2one(
        compute="_compute_diagnosis", store=True, readonly=False, precompute=True
    )
    remedy_id = fields.Many2one(
        compute="_compute_diagnosis", store=True, readonly=False, precompute=True
    )
    activity_ids = fields.One2many("service.activity", "item_id", string="Operations")
    charge_ids = fields.One2many("service.charge", "item_id", string="Charges")

    _equipment_unique = models.UniqueIndex(
        "(intervention_id, equipment_id)",
        "This equipment is already part of the job.",
    )

    @api.depends("equipment_id")
    def _compute_display_name(self):
        for item in self:
            item.display_name = item.equipment_id.display_name

    @api.depends("equipment_id")
    def _compute_protocol_id(self):
        for item in self:
            item.protocol_id = (
                item.protocol_id or item.equipment_id.product_id.service_protocol_id
            )

    @api.depends(
        "intervention_id.symptom_id",
        "intervention_id.cause_id",
        "intervention_id.remedy_id",
    )
    def _compute_diagnosis(self):
        """What is said of the job holds for each equipment that has no other."""
        for item in self:
            job = item.intervention_id
            item.symptom_id = item.symptom_id or job.symptom_id
            item.cause_id = item.cause_id or job.cause_id
            item.remedy_id = item.remedy_id or job.remedy_id

    def action_view_intervention(self):
        self._check_asked_one()
        return self.intervention_id.get_formview_action()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        items.intervention_id._check_not_signed()
        return items

    def write(self, vals):
        if SIGNED_FIELDS & vals.keys():
            self.intervention_id._check_not_signed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_work(self):
        """Let the work refuse: the database would delete it without asking."""
        self.intervention_id._check_not_signed()
        self.activity_ids.unlink()
        self.charge_ids.unlink()

    @api.constrains("equipment_id", "intervention_id")
    def _check_equipment_customer(self):
        for item in self:
            owner = item.equipment_id.partner_id.commercial_partner_id
            customer = item.intervention_id.partner_id.commercial_partner_id
            if owner != customer:
                raise ValidationError(
                    self.env._(
                        "%(equipment)s belongs to %(owner)s, not to %(customer)s: "
                        "choose equipment of the job's customer.",
                        equipment=item.equipment_id.display_name,
                        owner=owner.display_name or self.env._("nobody"),
                        customer=customer.display_name,
                    )
                )
