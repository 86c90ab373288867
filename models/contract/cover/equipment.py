# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...shared.once import find_twins, take_turns


class ServiceEquipment(models.Model):
    """By what an equipment is covered today, at a glance."""

    _inherit = "service.equipment"

    cover_state = fields.Selection(
        "_selection_cover_state",
        string="Cover",
        compute="_compute_cover",
        search="_search_cover_state",
        help="What covers it today: its warranty, else a contract in force.",
    )
    cover_until = fields.Date(
        string="Covered Until",
        compute="_compute_cover",
        help="Last day of that cover, included. Empty: no end.",
    )
    cover_contract_id = fields.Many2one(
        "service.contract", string="Covered By", compute="_compute_cover"
    )

    @api.model
    def _selection_cover_state(self):
        sources = self.env["service.promise"]._get_sources()
        return [
            *((code, state) for code, _name, state in sources),
            ("none", self.env._("Not Covered")),
        ]

    # === COMPUTE METHODS === #

    @api.depends(
        "warranty_start",
        "warranty_end",
        "partner_id",
        "contract_line_ids.date_start",
        "contract_line_ids.date_end",
        "contract_line_ids.state",
    )
    @api.depends_context("uid")
    def _compute_cover(self):
        today = self._get_company_today()
        closest = self.env["service.promise"]._read_closest(self._origin, today)
        nothing = ("none", 0, False)
        for equipment in self:
            state, contract, until = closest.get(equipment._origin.id, nothing)
            equipment.cover_state = state
            equipment.cover_until = until
            equipment.cover_contract_id = contract or False

    def _search_cover_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        states = tuple(filter(None, value)) or ("",)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN %s", model._field_to_sql(alias, "cover_state", query), states
            ),
            predicate=lambda equipment: equipment.cover_state in states,
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group and search by today's cover, which no column holds."""
        if field_expr != "cover_state":
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        today = self._get_company_today()
        closest = query.make_alias(alias, "closest_promise")
        query.add_join(
            "LEFT JOIN",
            closest,
            self.env["service.promise"]._get_closest(today),
            SQL(
                "%s = %s",
                SQL.identifier(closest, "equipment_id"),
                SQL.identifier(alias, "id"),
            ),
        )
        return SQL("COALESCE(%s, 'none')", SQL.identifier(closest, "source"))

    # === ACTION METHODS === #

    def _check_not_just_proposed(self, contract_type, date_start):
        drafts = find_twins(self.contract_line_ids.contract_id).filtered(
            lambda one: (
                (one.state, one.contract_type_id, one.date_start)
                == ("draft", contract_type, date_start)
            )
        )
        if drafts:
            raise UserError(
                self.env._(
                    "The same has just been proposed: %s. If it is to be proposed once "
                    "more, wait a minute.",
                    ", ".join(drafts.mapped("display_name")),
                )
            )

    def _propose_contracts(self, contract_type, date_start):
        """One draft contract per customer, with a line for each equipment.

        :raises UserError: when an equipment has no customer or is not in service
        """
        take_turns(self)
        self._check_not_just_proposed(contract_type, date_start)
        for equipment in self:
            if not equipment.partner_id or equipment.state != "in_service":
                raise UserError(
                    self.env._(
                        "%s has no customer or is not in service: there is nobody to "
                        "propose a contract to. Leave it out of the selection.",
                        equipment.display_name,
                    )
                )
        customers = self.grouped(
            lambda e: (e.company_id, e.partner_id.commercial_partner_id)
        )
        return self.env["service.contract"].create(
            [
                {
                    "company_id": company.id,
                    "partner_id": customer.id,
                    "contract_type_id": contract_type.id,
                    "date_start": date_start,
                    "line_ids": [
                        Command.create({"equipment_id": one.id}) for one in equipment
                    ],
                }
                for (company, customer), equipment in customers.items()
            ]
        )
