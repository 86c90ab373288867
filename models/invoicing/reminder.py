# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date

from markupsafe import Markup

from odoo import SUPERUSER_ID, models

ACTIVITY = "service_management.mail_activity_invoicing"


class ServiceInvoicingRun(models.Model):
    """Who is asked to put right what could not be invoiced, and until when.

    One activity for each contract, however often it fails; for jobs without contract
    one for whoever runs the invoicing. It goes once the document has been invoiced, or
    has nothing due any more.
    """

    _inherit = "service.invoicing.run"

    def _remind(self):
        """Ask the responsible people, or bring up to date what they are asked."""
        self.ensure_one()
        # sudo: whoever invoices need not be allowed to write on the contracts
        exceptions = self.sudo().exception_ids.filtered(lambda one: not one.resolved)
        by_contract = exceptions.grouped("contract_id")
        general = by_contract.pop(self.env["service.contract"], None)
        activities = self._get_reminders("service.contract", list(by_contract))
        existing = activities.grouped("res_id")
        vals_list = []
        for contract, own in by_contract.items():
            note = own._get_note()
            if contract.id in existing:
                self._update_note(existing[contract.id], note)
            else:
                user = contract.user_id or self.user_id
                vals_list.append(self._prepare_reminder_vals(contract, user, note))
        if general:
            self._get_general_reminders().unlink()
            user = self.user_id
            if user.id == SUPERUSER_ID:  # nobody reads what the system is asked
                user = general[0].document.user_id or user
            vals_list.append(
                self._prepare_reminder_vals(self, user, general._get_note())
            )
        # no e-mail for each of them: they are in everybody's list of activities
        silent = {"mail_activity_quick_update": True}
        # sudo: who invoices need not be able to write on the contracts
        self.env["mail.activity"].sudo().with_context(**silent).create(vals_list)

    def _settle_exceptions(self, billed):
        """Forget what other runs could not invoice and this one has."""
        documents = dict.fromkeys(item.document for item in billed)
        keys = [f"{one._name},{one.id}" for one in documents]
        self._resolve(self._search_unresolved([("document", "in", keys)]))

    def _settle_vanished(self):
        """Forget what other runs could not invoice and nobody owes any more."""
        unresolved = self._search_unresolved()
        self._resolve(unresolved - unresolved._filter_due())

    def _search_unresolved(self, domain=()):
        """What other runs of the company could not invoice."""
        # sudo: as above
        return (
            self.env["service.invoicing.exception"]
            .sudo()
            .search(
                [
                    *domain,
                    ("company_id", "=", self.company_id.id),
                    ("resolved", "=", False),
                    ("run_id", "!=", self.id),
                ]
            )
        )

    def _resolve(self, exceptions):
        """Note that ``exceptions`` are over, and ask nobody about them any more."""
        if not exceptions:
            return
        exceptions._by_server().resolved = True
        contracts = exceptions.contract_id
        unsettled = exceptions.search(
            [("contract_id", "in", contracts.ids), ("resolved", "=", False)]
        )
        done = contracts - unsettled.contract_id
        self._get_reminders("service.contract", done.ids).unlink()
        if not exceptions.search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("contract_id", "=", False),
                ("resolved", "=", False),
            ],
            limit=1,
        ):
            self._get_general_reminders().unlink()

    # === ACTIVITIES === #

    def _get_reminders(self, model, records):
        # sudo: activities of others are brought up to date, nothing else
        return (
            self.env["mail.activity"]
            .sudo()
            .search(
                [
                    ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
                    ("res_model", "=", model),
                    ("res_id", "in", [getattr(one, "id", one) for one in records]),
                ]
            )
        )

    def _get_general_reminders(self):
        """The activity for jobs without contract, on whichever run of the company."""
        runs = self.sudo().search(  # sudo: as above
            [
                ("company_id", "=", self.company_id.id),
                ("activity_ids.activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ]
        )
        return self._get_reminders(self._name, runs.ids)

    def _prepare_reminder_vals(self, record, user, note):
        kind = self.env.ref(ACTIVITY).with_context(lang=user.lang)
        return {
            "res_model_id": self.env["ir.model"]._get(record._name).id,
            "res_id": record.id,
            "activity_type_id": kind.id,
            "summary": kind.summary,
            "automated": True,
            "user_id": user.id,
            "date_deadline": record._get_company_today(),
            "note": note,
        }

    def _update_note(self, activities, note):
        changed = activities.filtered(lambda activity: activity.note != note)
        changed.note = note


class ServiceInvoicingException(models.Model):
    _inherit = "service.invoicing.exception"

    def _filter_due(self):
        """Those whose document has something due still, as their run would find it."""
        jobs = self._search_documents(
            "service.intervention", [("invoice_state", "=", "to_invoice")]
        )
        contracts = self._search_documents("service.contract", [])
        dates = {one: one.next_invoice_date for one in contracts}
        credited = contracts.filtered(
            lambda one: "proposed" in one.settlement_ids.mapped("state")
        )
        certain, credited = {*jobs}, {*credited}

        def is_due(one):
            run, document = one.run_id, one.document
            return (
                document in certain
                or (document in credited and run.include_settlements)
                or (dates.get(document) or date.max) <= run.date_to
            )

        return self.filtered(is_due)

    def _search_documents(self, model, domain):
        documents = (one.document for one in self)
        ids = {document.id for document in documents if document._name == model}
        documents = self.env[model].with_context(active_test=False)
        return documents.search([("id", "in", ids), *domain])

    def _get_note(self):
        """The documents and their reasons, as a list."""
        lines = dict.fromkeys(Markup("<li>%s</li>") % one._get_reason() for one in self)
        return Markup("<ul>%s</ul>") % Markup().join(lines)

    def _get_reason(self):
        """Why, with the name of the document where the reason does not tell it."""
        name = self.document.display_name
        return self.message if name in self.message else f"{name}: {self.message}"
