# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import get_lang
from odoo.tools.safe_eval import safe_eval

from ..shared.own_context import get_own


class ServiceIntervention(models.Model):
    """The printed report of a job: kept when it is signed, sent when it is wanted."""

    _inherit = "service.intervention"

    work_done = fields.Text(help="What was done, in words; printed on the report.")
    photo_ids = fields.Many2many(
        "ir.attachment",
        "service_intervention_photo_rel",
        "intervention_id",
        "attachment_id",
        string="Photos",
        copy=False,
        bypass_search_access=True,
    )
    signed_report_id = fields.Many2one(
        "ir.attachment",
        string="Signed Report",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The report as it was signed.",
    )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs._adopt_photos()
        return jobs

    # === HOOKS === #

    @api.model
    def _get_signed_fields(self):
        return super()._get_signed_fields() | {"work_done", "photo_ids"}

    def _on_changed(self, names):
        super()._on_changed(names)
        if "photo_ids" in names:
            self._adopt_photos()
        if "signature" in names:
            self.filtered("signature")._on_signed()

    def _on_signed(self):
        """Keep and send the report that is signed.

        Where data come from elsewhere, as in a module's files or with
        ``service_keep_report`` our own false in the context, it is printed only when
        somebody asks for it.
        """
        if not get_own(self.env, "service_keep_report", self.pool.ready):
            return
        self._keep_report()
        self.filtered(
            lambda i: i.company_id.service_report_send == "signed"
        )._send_report()

    # === ACTION METHODS === #

    def action_done(self):
        result = super().action_done()
        self.filtered(
            lambda i: i.company_id.service_report_send == "done"
        )._send_report()
        return result

    def action_reopen(self, reason):
        result = super().action_reopen(reason)
        self._by_server().signed_report_id = False
        return result

    def action_sign(self):
        """Hand the screen to the customer: name and signature, nothing else.

        :raises UserError: when the job is not finished, or signed already
        """
        self._check_asked_one()
        self._check_signable()
        self._check_not_signed()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action_sign"
        )
        return {**action, "res_id": self.id}

    def action_print_report(self):
        """Print the report the way the company does: with prices or without."""
        self._check_asked()
        return self._get_report().report_action(self, config=False)

    def action_send_report(self):
        """Write an e-mail to the customer with the report."""
        self._check_asked_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Send Report"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": self._get_report_template().id,
                "default_composition_mode": "comment",
            },
        }

    # === BUSINESS METHODS === #

    def _get_report(self):
        name = (
            "report_work_prices"
            if self.company_id[:1].service_report_prices
            else ("report_work")
        )
        return self.env.ref(f"service_management.{name}")

    def _get_report_template(self):
        return self.env.ref("service_management.mail_template_work_report")

    def _get_report_name(self, suffix=""):
        """File of the signed report; each signature has its own, and none before."""
        self.ensure_one()
        if not self.signed_on:
            return False
        stamp = fields.Datetime.to_string(self.signed_on).translate(
            {ord(" "): "-", ord(":"): None}
        )
        return f"{self.name.replace('/', '-')}{suffix}-{stamp}.pdf"

    def _keep_report(self):
        """Print what has been signed, so that it never changes."""
        # sudo: the report shows what its reader may see, whoever lets it be signed
        for intervention in self.sudo():
            report = intervention._get_report()
            content = intervention._render_report(report)
            intervention.signed_report_id = report.retrieve_attachment(
                intervention
            ) or self.env["ir.attachment"].sudo().create(
                {
                    "name": safe_eval(report.attachment, {"object": intervention}),
                    "raw": content,
                    "res_model": intervention._name,
                    "res_id": intervention.id,
                }
            )

    def _render_report(self, report):
        if report.get_wkhtmltopdf_state() == "install":  # nothing to print PDF with
            return report._render_qweb_html(report, self.ids)[0]
        return report._render_qweb_pdf(report, self.ids)[0]

    def _send_report(self):
        template = self._get_report_template()
        for intervention in self.filtered("partner_id.email"):
            # sudo: whoever finishes the job need not have rights on e-mails
            template.sudo().send_mail(intervention.id)

    def _adopt_photos(self):
        """Let whoever sees the job see photos taken before it was saved.

        :raises AccessError: when one of the photos is a file hidden from the user
        """
        for job in self.filtered("photo_ids"):
            job.photo_ids.check_access("read")
            # sudo: the user may read them, and the job that they go to was just saved
            loose = job.photo_ids.sudo().filtered(lambda photo: not photo.res_id)
            loose.write({"res_model": job._name, "res_id": job.id})

    # === CONTENT OF THE REPORT === #

    def _get_report_groups(self):
        """The job as a whole and each of its items, with their work and charges."""
        self.ensure_one()
        activities = self.activity_ids.filtered(lambda a: a._is_reported())
        return [
            (
                item,
                activities.filtered(lambda a, i=item: a.item_id == i),
                self.charge_ids.filtered(lambda c, i=item: c.item_id == i),
            )
            for item in (*self.item_ids, self.item_ids.browse())
        ]

    def _get_report_people(self):
        """The work of each person, with its times."""
        self.ensure_one()
        return self.activity_ids.filtered(
            lambda activity: activity.state == "done" and activity.employee_id
        )

    def _get_report_people_rows(self):
        """What is known of when people worked: by its times, else one row for a day."""

        def get_row(activity):
            times = activity if activity.is_timed and activity.date_start else None
            return activity.employee_id, activity.is_travel, activity.date_done, times

        return list(self._get_report_people().grouped(get_row).values())

    def _format_number(self, value):
        """As the reader's language writes it, with no more digits than needed."""
        return f"{value:.10g}".replace(".", get_lang(self.env).decimal_point)

    def _get_report_photos(self):
        """Pictures of the job and of its checks, as they go into a page."""
        self.ensure_one()
        photos = self.photo_ids.filtered(
            lambda a: (a.mimetype or "").startswith("image/")
        )
        checks = self.activity_ids.filtered("check_photo")
        return [*photos.mapped("datas"), *checks.mapped("check_photo")]
