# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

ONE_DAY = timedelta(days=1)
COMPANION = "hr.employee.skill"  # of Odoo's Skills, where that is installed


class ServiceCertificate(models.Model):
    """Paper that proves a skill of a person, from a day until another, both included.

    A skill without any certificate holds without end. Once a person has one for it, the
    skill holds only on the days of a certificate.
    """

    _name = "service.certificate"
    _description = "Certificate of a Person"
    _inherit = ["service.guarded.mixin", "hr.mixin"]
    _order = "date_until, employee_id, id"

    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, ondelete="cascade", index=True
    )
    skill_id = fields.Many2one(
        "service.skill",
        required=True,
        ondelete="cascade",
        index=True,
        domain="[('company_id', 'in', (False, company_id))]",
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, precompute=True, index=True
    )
    number = fields.Char()
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_company_today()
    )
    date_until = fields.Date(
        string="Until", index=True, help="Last day, included. Empty: it has no end."
    )
    is_ended = fields.Boolean(
        string="Ended", compute="_compute_is_ended", search="_search_is_ended"
    )
    document = fields.Binary(attachment=True)
    document_name = fields.Char()

    _check_dates = models.Constraint(
        "CHECK(date_until IS NULL OR date_from <= date_until)",
        "A certificate cannot end before it begins.",
    )

    # === COMPUTE METHODS === #

    @api.depends("employee_id.name", "skill_id.name")
    def _compute_display_name(self):
        for certificate in self:
            # sudo: names only
            names = (certificate.employee_id.sudo().name, certificate.skill_id.name)
            certificate.display_name = " · ".join(filter(None, names))

    @api.depends("date_until", "company_id")
    def _compute_is_ended(self):
        for certificate in self:
            today = certificate._get_company_today()
            last = certificate.date_until
            certificate.is_ended = bool(last and last < today)

    def _search_is_ended(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: Domain("date_until", "<", company._get_service_today())
        )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Whoever has a certificate has the skill."""
        certificates = super().create(vals_list)
        for skill, certified in certificates.grouped("skill_id").items():
            # sudo: the skill follows from the certificate
            skill.sudo().employee_ids |= certified.employee_id
        return certificates


class Certified:
    """Days on which skills of people are certified, by ids of person and skill."""

    def __init__(self, days):
        self._days = days

    def holds(self, person_id, skill_id, day):
        """Whether somebody who has the skill may use it on ``day``."""
        days = self._days.get((person_id, skill_id))
        return not days or any(
            start <= day and (not end or day <= end) for start, end in days
        )

    def get_end(self, person_id, skill_id, day):
        """Last day until which it holds from ``day`` on without a gap.

        :return: None when it does not end
        """
        known = (self._days.get((person_id, skill_id)) or ()) if day else ()
        last = None
        for start, end in sorted(known, key=lambda days: days[0]):
            if start <= (last + ONE_DAY if last else day):
                if not end:
                    return None
                if end >= day:
                    last = max(last or end, end)
        return last


class HrEmployee(models.Model):
    """When the skills of people hold."""

    _inherit = "hr.employee"

    service_certificate_ids = fields.One2many(
        "service.certificate",
        "employee_id",
        string="Certificates",
        groups="hr.group_hr_user",
    )

    def _get_certified(self):
        """When the skills of these people hold.

        :rtype: Certified
        """
        days = defaultdict(list)
        # sudo: when a skill holds is no secret to whoever plans with it
        certificates = self.env["service.certificate"].sudo()
        for one in certificates.search_fetch(
            [("employee_id", "in", self.ids)],
            ["employee_id", "skill_id", "date_from", "date_until"],
        ):
            days[one.employee_id.id, one.skill_id.id].append(
                (one.date_from, one.date_until)
            )
        for key, start, end in self._read_certifications():
            days[key].append((start, end))
        return Certified(days)

    def _read_certifications(self):
        """Yield person and skill, first and last day of what Odoo's Skills certify.

        They count for the skill of the same name.
        """
        if COMPANION not in self.env:
            return
        # sudo: as above
        certifications = (
            self.env[COMPANION]
            .sudo()
            .search(
                [
                    ("employee_id", "in", self.ids),
                    ("skill_type_id.is_certification", "=", True),
                ]
            )
            .with_context(lang=None)
        )
        skills = self.env["service.skill"].sudo().with_context(lang=None)
        named = skills.search(
            [("name", "in", certifications.skill_id.mapped("name"))]
        ).grouped("name")
        for one in certifications:
            for skill in named.get(one.skill_id.name, skills):
                key = one.employee_id.id, skill.id
                yield (
                    key,
                    one.valid_from or fields.Date.to_date("1900-01-01"),
                    (one.valid_to),
                )
