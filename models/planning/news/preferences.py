# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    service_plan_news = fields.Boolean(
        string="Tell People of Changed Plans",
        default=True,
        help="Of jobs planned for them, moved or taken away. All can choose otherwise "
        "in their own preferences.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_plan_news = fields.Boolean(
        related="company_id.service_plan_news", readonly=False
    )


class ResUsers(models.Model):
    _inherit = "res.users"

    service_plan_news = fields.Selection(
        [("yes", "Tell me"), ("no", "Do not tell me")],
        string="Changes of My Plan",
        help="When a job is planned for you, moved or taken away. As the company does "
        "unless you choose.",
    )

    @property
    def SELF_READABLE_FIELDS(self):  # pylint: disable=invalid-name
        return [*super().SELF_READABLE_FIELDS, "service_plan_news"]

    @property
    def SELF_WRITEABLE_FIELDS(self):  # pylint: disable=invalid-name
        return [*super().SELF_WRITEABLE_FIELDS, "service_plan_news"]

    def _wants_plan_news(self, company):
        """Whether this user is told of changes of the own plan in ``company``."""
        self.ensure_one()
        if self.service_plan_news:
            return self.service_plan_news == "yes"
        return company.service_plan_news
