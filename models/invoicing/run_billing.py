# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging

from psycopg2 import IntegrityError

from odoo import fields, models
from odoo.exceptions import LockError, UserError

from ..shared.guarded import attempt, work_off
from ..shared.own_context import own

_logger = logging.getLogger(__name__)

TRIED = ("refused", "unexpected")  # kinds of exceptions of what was attempted
OF_CONTRACTS = ("service.contract.line", "service.contract.settlement")


class ServiceInvoicingRun(models.Model):
    """How a run invoices what is due, once, and goes on past what it cannot."""

    _inherit = "service.invoicing.run"

    def _execute(self):
        """Invoice everything that is due at once, in one transaction.

        What is billed is locked first: a second run at the same time is told to wait,
        a later one finds nothing left.

        :raises UserError: when somebody else is invoicing the same right now
        """
        self.ensure_one()
        self._by_server().write(
            {"state": "running", "date_started": fields.Datetime.now()}
        )
        self._renew_due()
        try:
            self._lock_due()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is invoicing the same contracts or work at this "
                    "moment. Wait until that run has finished and start again: only "
                    "what is still due will be invoiced."
                )
            ) from error
        groups = self._find_groups()
        batch = self._create_batches([groups] if groups else [])
        batch._record(self._bill(groups))
        self._finish()

    def _lock_due(self):
        """Keep everybody else away from what is due.

        :raises LockError: when somebody else is busy with some of it
        """
        for records in self._search_due():
            records.lock_for_update()

    def _search_due(self):
        """The contract lines, activities, charges and settlements that are due."""
        return [
            self._search_due_lines(),
            self._search_due_work("service.activity"),
            self._search_due_work("service.charge"),
            self._search_settlements(),
        ]

    # === FINDING === #

    def _find_groups(self):
        """The documents to make of what is due; what cannot be invoiced is recorded."""
        free, held = self._split_held_back(self._find_due_items_each())
        self._record_held_back(held)
        return self._group_due_items(free)

    def _find_due_items_each(self):
        """What is due; where one document defies being looked at, all the others."""
        items, error = attempt(self.env, self._find_due_items)
        if not error:
            return items
        _logger.info("Run %s: looking at one document after the other", self.name)
        items = []
        for document, sources in self._get_due_documents().items():
            found, error = attempt(self.env, self._limited_to(sources)._find_due_items)
            if error:
                self._record_failure(document, document.partner_id, error)
            items += found or []
        return items

    def _limited_to(self, sources):
        """This run, looking for what is due among ``sources`` only.

        :param sources: ids by name of the model
        """
        return self.with_context(**own(service_due_sources=sources))

    def _get_due_documents(self):
        """Ids of what is due by name of the model, for each contract and job."""
        documents = {}
        for records in self._search_due():
            of_contract = records._name in OF_CONTRACTS
            parent = "contract_id" if of_contract else "intervention_id"
            for document, children in records.grouped(parent).items():
                documents.setdefault(document, {})[records._name] = children.ids
        return documents

    # === BILLING === #

    def _bill(self, groups):
        """Invoice ``groups``, and return what of them could be."""
        billed = self._create_invoices(groups)
        self._settle_exceptions(billed)
        self._remind()
        return billed

    def _create_invoices(self, groups):
        """Return the items that were invoiced: all groups at once, else in parts.

        A group that cannot be invoiced is recorded as an exception and holds back
        nothing else.
        """
        billed = work_off(
            self.env,
            groups,
            self._create_moves,
            lambda group, error: self._record_exception(group[0], error),
        )
        return [item for group in billed for item in group]

    def _create_moves(self, groups):
        # sudo: billing needs the right to run this, not all rights of an accountant
        moves = self.env["account.move"].sudo().with_company(self.company_id)
        invoices = moves._create_service_invoices(self._prepare_run_moves_vals(groups))
        if self.post:
            invoices.action_post()
        invoices.flush_recordset()
        return invoices

    def _prepare_run_moves_vals(self, groups):
        """Invoices that know which run made them.

        Said on their side: the run itself stays unwritten while batches go on beside
        each other.
        """
        link = [fields.Command.link(self.id)]
        return [
            {**vals, "service_run_ids": link}
            for vals in self._prepare_moves_vals(groups)
        ]

    # === EXCEPTIONS === #

    def _is_held_back(self):
        """Whether there was nothing that could be tried."""
        self.ensure_one()
        tried = self.exception_ids.filtered(lambda one: one.code in TRIED)
        return self.state == "failed" and not self.error and not tried

    def _record_held_back(self, held):
        """Note what cannot be invoiced, and why, before the rest is."""
        self.env["service.invoicing.exception"].create(
            [
                self._prepare_exception_vals(
                    document,
                    one.items[0].partner,
                    code=one.code,
                    message=one.message,
                    fix_model=one.record._name if one.record else False,
                    fix_id=one.record.id if one.record else False,
                )
                for one in held
                if one.code != "minimum"  # it waits: nobody has to put it right
                for document in dict.fromkeys(item.document for item in one.items)
            ]
        )

    def _record_exception(self, items, error):
        for document in dict.fromkeys(item.document for item in items):
            self._record_failure(document, items[0].partner, error)

    def _record_failure(self, document, partner, error):
        code, message = self._explain(error)
        self.env["service.invoicing.exception"].create(
            self._prepare_exception_vals(document, partner, code=code, message=message)
        )

    def _prepare_exception_vals(self, document, partner, **vals):
        is_contract = document._name == "service.contract"
        contract = document if is_contract else document.contract_id
        return {
            "run_id": self.id,
            "contract_id": contract.id,
            "partner_id": partner.id,
            "document": f"{document._name},{document.id}",
            **vals,
        }

    def _explain(self, error):
        """Kind of ``error``, and what it says."""
        if isinstance(error, UserError):
            return "refused", str(error)
        if isinstance(error, IntegrityError):  # in the words of the database
            lines = self.env["account.move.line"]
            return "refused", lines._sql_error_to_message(error)
        _logger.error("Run %s: unexpected error", self.name, exc_info=error)
        return "unexpected", f"{type(error).__name__}: {error}"
