from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...shared.once import find_twins, take_turns
from ..service_contract import LIVE_STATES


class ServiceEquipment(models.Model):
    """By what an equipment is covered today, at a glance."""

    _inherit = "service.equipment"

    cover_state = fields.Selection(
        [
            ("warranty", "Under Warranty"),
            ("contract", "Under Contract"),
            ("none", "Not Covered"),
        ],
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
        today = fields.Date.context_today(self)
        warranted = self.filtered(lambda e: e._is_under_warranty(today))
        lines = (self - warranted)._get_lines_in_force(today)
        for equipment in self:
            line = lines.get(equipment.id, self.env["service.contract.line"])
            if equipment in warranted:
                equipment.cover_state = "warranty"
                equipment.cover_until = equipment.warranty_end
            else:
                equipment.cover_state = "contract" if line else "none"
                equipment.cover_until = line.date_end
            equipment.cover_contract_id = line.contract_id

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

    def _get_lines_in_force(self, date):
        """The contract line that covers each equipment on ``date``, by its id.

        A line for the equipment goes before one for its category, and that before one
        for the customer at large.
        """
        owners = self.partner_id.commercial_partner_id
        # sudo: that it is covered is no secret to who may see the equipment
        lines = (
            self.env["service.contract.line"]
            .sudo()
            .search(
                self._get_promised_domain(date)
                & (
                    Domain("equipment_id", "in", self._origin.ids)
                    | Domain("equipment_id", "=", False)
                    & Domain("partner_id", "child_of", owners.ids)
                ),
                order="date_start desc, id desc",
            )
        )
        promises = {}
        for line in lines:
            scope = line.equipment_id or (
                line.partner_id.commercial_partner_id,
                line.category_id,
            )
            promises.setdefault((line.company_id, scope), line)
        return {
            equipment.id: next(
                (
                    promises[equipment.company_id, scope]
                    for scope in equipment._iter_promised_scopes()
                    if (equipment.company_id, scope) in promises
                ),
                lines.browse(),
            )
            for equipment in self
        }

    def _iter_promised_scopes(self):
        """What a contract line that covers this equipment may be for, closest first."""
        self.ensure_one()
        owner = self.partner_id.commercial_partner_id
        # sudo: products need not be visible to who looks at equipment
        categories = self.sudo().product_id._get_service_categories()
        yield self._origin
        for category in reversed(categories):
            yield owner, category
        yield owner, categories.browse()

    @api.model
    def _get_promised_domain(self, date):
        """Contract lines that promise anything on ``date``."""
        lines = self.env["service.contract.line"]
        return Domain(
            "contract_id", "any", self._get_in_force_domain(date)
        ) & lines._get_promise_domain(date)

    @api.model
    def _get_in_force_domain(self, date):
        """Contracts that promise anything on ``date``."""
        return (
            Domain("state", "in", LIVE_STATES)
            & Domain("date_start", "<=", date)
            & (Domain("date_end", "=", False) | Domain("date_end", ">=", date))
            & ~self.env["service.contract"]._get_suspended_domain(date)
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Group and search by today's cover, which no column holds."""
        if field_expr != "cover_state":
            return super()._field_to_sql(alias, field_expr, query)
        self._check_field_access(self._fields[field_expr], "read")
        today = fields.Date.context_today(self)
        line = self.env["service.contract.line"]._fields
        # sudo: as in the compute method
        lines = (
            self.env["service.contract.line"]
            .sudo()
            ._search(self._get_promised_domain(today))
        )
        return SQL(
            """CASE
                WHEN %(start)s <= %(today)s AND %(end)s >= %(today)s THEN 'warranty'
                WHEN (%(id)s, %(company)s) IN (
                    SELECT %(line_equipment)s, %(line_company)s
                      FROM service_contract_line line
                     WHERE line.id IN %(lines)s AND %(line_equipment)s IS NOT NULL
                ) THEN 'contract'
                WHEN ((
                    SELECT owner.commercial_partner_id
                      FROM res_partner owner WHERE owner.id = %(partner)s
                ), %(company)s) IN (
                    SELECT %(customer)s, %(line_company)s
                      FROM service_contract_line line
                      JOIN res_partner customer ON customer.id = %(line_partner)s
                     WHERE line.id IN %(lines)s
                       AND %(line_equipment)s IS NULL
                       AND %(line_category)s IS NULL
                ) THEN 'contract'
                WHEN ((
                    SELECT owner.commercial_partner_id
                      FROM res_partner owner WHERE owner.id = %(partner)s
                ), %(company)s, (
                    SELECT %(own_category)s
                      FROM product_product product
                      JOIN product_template template
                        ON template.id = product.product_tmpl_id
                     WHERE product.id = %(product)s
                )) IN (
                    SELECT %(customer)s, %(line_company)s, category.id
                      FROM service_contract_line line
                      JOIN res_partner customer ON customer.id = %(line_partner)s
                      JOIN product_category promised ON promised.id = %(line_category)s
                      JOIN product_category category
                        ON category.parent_path LIKE promised.parent_path || '%%'
                     WHERE line.id IN %(lines)s
                ) THEN 'contract'
                ELSE 'none'
            END""",
            id=SQL.identifier(alias, "id"),
            start=super()._field_to_sql(alias, "warranty_start", query),
            end=super()._field_to_sql(alias, "warranty_end", query),
            company=super()._field_to_sql(alias, "company_id", query),
            partner=super()._field_to_sql(alias, "partner_id", query),
            customer=SQL.identifier(
                "customer",
                "commercial_partner_id",
                to_flush=self.env["res.partner"]._fields["commercial_partner_id"],
            ),
            line_equipment=SQL.identifier(
                "line", "equipment_id", to_flush=line["equipment_id"]
            ),
            line_category=SQL.identifier(
                "line", "category_id", to_flush=line["category_id"]
            ),
            own_category=SQL.identifier(
                "template",
                "categ_id",
                to_flush=self.env["product.template"]._fields["categ_id"],
            ),
            product=super()._field_to_sql(alias, "product_id", query),
            line_company=SQL.identifier(
                "line", "company_id", to_flush=line["company_id"]
            ),
            line_partner=SQL.identifier(
                "line", "partner_id", to_flush=line["partner_id"]
            ),
            lines=lines.subselect(),
            today=today,
        )

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
