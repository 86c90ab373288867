# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every button of the add-on is known: what it makes once, and what keeps it so."""

from odoo.tests import tagged

from .common import ServiceCommon

# Those that make something, by what keeps a twin from making it again.
MADE_ONCE = {
    # they take turns (see ``models/shared/once.py``), then look again
    "take_turns": {
        "hr.employee.action_service_absent_today",
        "hr.employee.action_service_back_today",
        "service.activity.people.action_confirm",
        "res.company.action_make_service_callout",
        "res.company.action_make_service_protocol",
        "res.company.action_make_service_van",
        "res.company.action_make_service_warehouse",
        "service.charge.return.action_confirm",
        "service.contract.action_activate",
        "service.duty.type.action_load_examples",
        "service.contract.action_cancel",
        "service.contract.action_close",
        "service.contract.action_renew",
        "service.contract.action_reopen",
        "service.contract.action_suspend",
        "service.contract.close.action_confirm",
        "service.contract.prolong.action_confirm",
        "service.contract.renew.action_confirm",
        "service.contract.reopen.action_confirm",
        "service.contract.settlement.action_credit",
        "service.contract.settlement.action_waive",
        "service.contract.suspend.action_confirm",
        "service.contract.topup.action_confirm",
        "service.equipment.anomaly.action_retry",
        "service.equipment.history.action_run",
        "service.equipment.propose.action_confirm",
        "service.equipment.step.action_confirm",
        "service.equipment.warranty.action_confirm",
        "service.first.step.action_do",
        "service.intervention.action_apply_protocols",
        "service.intervention.action_cancel",
        "service.intervention.action_done",
        "service.intervention.action_add_time",
        "service.intervention.action_add_travel",
        "service.intervention.action_finish",
        "service.intervention.action_finish_answered",
        "service.intervention.action_plan",
        "service.intervention.plan.action_confirm",
        "service.intervention.action_reopen",
        "service.intervention.action_leave",
        "service.intervention.action_start",
        "service.intervention.action_start_open",
        "service.intervention.action_start_travel",
        "service.intervention.action_turn_back",
        "service.intervention.cancel.action_confirm",
        "service.intervention.double.action_confirm",
        "service.intervention.finish.action_confirm",
        "service.intervention.item.action_return_loan",
        "service.intervention.reopen.action_confirm",
        "service.invoicing.run.action_continue",
        "service.invoicing.run.action_stop",
        "service.loan.action_confirm",
        "service.price.adjust.action_apply",
        "service.request.action_refuse",
        "service.request.action_take",
        "service.workshop.step.action_confirm",
        "service.workshop.step.action_print",
    },
    # they lock the rows of what is due
    "lock": {
        "service.contract.action_generate_visits",
        "service.duty.creation.action_create_jobs",
        "service.contract.action_invoice",
        "service.invoicing.action_run",
        "service.invoicing.line.action_run",
        "service.visit.creation.action_create_visits",
    },
    # the database knows it by an index
    "unique": {
        "service.activity.action_timer_start",
        "service.protocol.apply.action_apply",
    },
    # all they do is write their own rows, which only one transaction can
    "row": {
        "service.activity.action_done",
        "service.activity.action_fail",
        "service.activity.action_pass",
        "service.activity.action_reset",
        "service.activity.action_skip",
        "service.activity.action_timer_discard",
        "service.activity.action_timer_stop",
        "service.contract.action_withdraw_notice",
        "service.contract.line.action_end",
        "service.contract.notice.action_confirm",
        "service.contract.settlement.action_propose",
        "service.contract.spread.action_confirm",
        "service.equipment.action_retire",
        "service.equipment.action_set_in_service",
        "service.equipment.anomaly.action_solve",
        "service.intervention.action_all_done",
        "service.duty.action_resume",
        "service.duty.action_waive",
        "service.meter.reading.action_accept",
        "service.intervention.action_take_back_protocols",
        "service.invoicing.document.action_include",
        "service.invoicing.document.action_leave_out",
        "service.invoicing.line.action_include",
        "service.invoicing.line.action_leave_out",
        "service.price.adjustment.action_take_back",
        "service.price.adjustment.line.action_take_back",
    },
    # pressed twice they are meant twice
    "again": {
        "service.contract.action_duplicate",
        "service.intervention.action_scan",
    },
}
# Those that open something, where nothing is made yet.
OPENING = ("action_view_", "action_open", "action_pdf", "action_xlsx", "action_preview")
OPENERS = {
    "service.duty.action_offer",
    "service.duty.check.action_print_certificate",
    "sale.order.action_create_service_intervention",
    "service.charge.action_return",
    "service.contract.action_propose_renewal",
    "service.contract.action_send_by_email",
    "service.equipment.action_create_intervention",
    "service.intervention.action_answer_request",
    "service.intervention.action_create_return",
    "service.intervention.action_hand_back",
    "service.intervention.action_print_report",
    "service.intervention.action_receive",
    "service.intervention.action_send_report",
    "service.intervention.action_sign",
    "service.invoicing.action_change",
    "service.invoicing.line.action_change",
    "service.invoicing.run.action_send_invoices",
    "stock.lot.action_register_service_equipment",
}
OURS = "odoo.addons.service_management."


@tagged("post_install", "-at_install")
class TestButtons(ServiceCommon):
    def _get_buttons(self):
        """What can be pressed, by the model that declares it."""
        for model in self.env.registry.values():
            for cls in model.mro():
                if not cls.__module__.startswith(OURS):
                    continue
                name = getattr(cls, "_name", None) or model._name
                for method in vars(cls):
                    if method.startswith("action_"):
                        yield f"{name}.{method}"

    def test_each_button_is_known(self):
        known = OPENERS.union(*MADE_ONCE.values())
        buttons = {
            button
            for button in self._get_buttons()
            if not button.rpartition(".")[2].startswith(OPENING)
        }
        self.assertEqual(buttons - known, set(), "say what keeps them from twins")
        self.assertEqual(known - buttons, set(), "they do not exist any more")
