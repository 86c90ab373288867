# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

# What a condition may ask of records of Odoo's; ours say it by ``_condition_fields``.
CONDITION_FIELDS = {
    "product.category": {"name", "complete_name", "parent_id"},
    "product.product": {"name", "default_code", "barcode", "categ_id", "active"},
    "res.company": {"name", "country_id"},
    "res.country": {"name", "code"},
    "res.country.state": {"name", "code", "country_id"},
    "res.partner": {
        "active",
        "category_id",
        "city",
        "commercial_partner_id",
        "company_id",
        "country_id",
        "create_date",
        "customer_rank",
        "service_is_client",
        "industry_id",
        "is_company",
        "lang",
        "name",
        "parent_id",
        "ref",
        "state_id",
        "street",
        "supplier_rank",
        "user_id",
        "vat",
        "zip",
    },
    "res.partner.category": {"name", "parent_id", "active"},
    "res.partner.industry": {"name"},
    "res.users": {"name"},
    "stock.lot": {"name", "product_id"},
}


class ServiceConditionMixin(models.AbstractModel):
    """Records with a condition, which sees what its writer may see.

    A model names the field that holds the domain (``_condition_field``) and tells what
    it is about (:meth:`_get_condition_model`).
    """

    _name = "service.condition.mixin"
    _description = "Condition"
    _inherit = ["service.guarded.mixin"]
    _condition_field = None

    condition_user_id = fields.Many2one(
        "res.users",
        string="Condition Entered By",
        default=lambda self: self.env.user,
        readonly=True,
        copy=False,
        help="The condition finds what this person may see.",
    )

    # === HOOKS === #

    def _get_condition_model(self):
        """Name of the model that the condition is about."""
        raise NotImplementedError

    # === CRUD METHODS === #

    def write(self, vals):
        result = super().write(vals)
        if self._condition_field in vals:
            self._by_server().condition_user_id = self.env.user
        return result

    # === BUSINESS METHODS === #

    def _parse_condition(self):
        """The condition as a domain.

        :raises ValidationError: when it is none, or asks for what it may not
        """
        self.ensure_one()
        model = self.env[self._get_condition_model()]
        try:
            domain = Domain(literal_eval(self[self._condition_field]))
            self._check_condition_fields(model, domain)
            domain.validate(model)
        except (ValueError, SyntaxError, TypeError) as error:
            raise ValidationError(
                self.env._(
                    "The condition of “%(name)s” is not valid: %(error)s",
                    name=self.display_name,
                    error=error,
                )
            ) from error
        return domain

    @api.model
    def _check_condition_fields(self, model, domain):
        """
        :raises ValueError: naming what may not be asked
        """
        for condition in domain.iter_conditions():
            asked = model
            for name in condition.field_expr.split("."):
                if asked is None or name not in self._get_condition_fields(asked):
                    raise ValueError(
                        self.env._(
                            "“%s” cannot be asked for in a condition.",
                            condition.field_expr,
                        )
                    )
                field = asked._fields[name]
                asked = self.env[field.comodel_name] if field.relational else None
            if condition.operator in ("any", "not any"):
                self._check_condition_fields(asked, Domain(condition.value))
            elif condition.operator.endswith("!"):
                raise ValueError(condition.operator)

    @api.model
    def _get_condition_fields(self, model):
        """Names of the fields of ``model`` that a condition may ask for."""
        ours = getattr(model, "_condition_fields", frozenset())
        names = CONDITION_FIELDS.get(model._name, frozenset()) | ours
        return names & model._fields.keys() | {"id"}

    def _as_writer(self, records):
        """``records`` as whoever has entered the condition sees them."""
        # sudo: in which companies somebody works only limits what is found
        writer = (self.condition_user_id or self.create_uid).sudo()
        companies = writer.company_ids.ids
        return records.with_user(writer.id).with_context(allowed_company_ids=companies)

    def _filter_by_condition(self, records):
        """Those of ``records`` that meet the condition, as far as its writer sees."""
        domain = self._parse_condition()
        if domain.is_true():
            return records
        seen = self._as_writer(records)._filtered_access("read")
        return seen.filtered_domain(domain).with_env(records.env)
