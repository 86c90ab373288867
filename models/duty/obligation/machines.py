# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import split_every

from ...shared.guarded import attempt, commit_progress

# What says which machines need a check.
MACHINE_FIELDS = {
    "active",
    "categ_ids",
    "company_id",
    "domain",
    "product_tmpl_ids",
    "tag_ids",
}
AT_ONCE = 1000  # machines that are followed while somebody waits; then at night
ALIVE = ("active", "waived")
KNOWN_TYPES = "service_duty_types"


class ServiceDutyType(models.Model):
    """Duties are made for the machines that need them, and end when they do not.

    At once when a machine or a type changes, and every night for whatever else their
    conditions ask for, such as age. Doing it again changes nothing.
    """

    _inherit = "service.duty.type"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._forget_types()
        types = super().create(vals_list)
        types._follow_now()
        return types

    def write(self, vals):
        self._forget_types()
        result = super().write(vals)
        if MACHINE_FIELDS & vals.keys():
            self._follow_now()
        return result

    def unlink(self):
        self._forget_types()
        return super().unlink()

    # === BUSINESS METHODS === #

    @api.model
    def _get_types(self):
        """All types, asked for once in a transaction: machines come one by one."""
        known = self.env.cr.cache
        if KNOWN_TYPES not in known:
            # sudo: who changes a machine need not know of the types
            known[KNOWN_TYPES] = self.sudo().search(Domain.TRUE).ids
        types = self.sudo().browse(known[KNOWN_TYPES])
        return types.exists()  # one that was made in vain is not there

    @api.model
    def _forget_types(self):
        self.env.cr.cache.pop(KNOWN_TYPES, None)

    @api.model
    def _cron_follow_machines(self):
        """Make and end the duties of all types; one in error blocks no other."""
        types = self.with_context(active_test=False).search(Domain.TRUE)
        for duty_type in types:
            _done, error = attempt(self.env, duty_type._follow_machines)
            if error:
                duty_type._tell_broken(error)
            if not commit_progress(self.env):
                return

    def _follow_now(self):
        """Follow as many machines as somebody can wait for, the others soon."""
        for duty_type in self:
            if not duty_type._follow_machines(limit=AT_ONCE):
                self.env.ref("service_management.ir_cron_duties").sudo()._trigger()

    def _follow_machines(self, among=Domain.TRUE, limit=None):
        """Make the duties that are missing, and end those that are not needed.

        :param among: which machines to look at
        :param limit: how many of them at most
        :return: whether all had their turn
        """
        self.ensure_one()
        superfluous = self._find_superfluous(among, limit)
        missing = self._find_missing(among, limit)
        superfluous._follow_state("ended")
        for ids in split_every(AT_ONCE, missing.ids):
            self._give_duties(missing.browse(ids))
        return not limit or max(len(missing), len(superfluous)) < limit

    def _find_missing(self, among, limit):
        """Machines that need it and have no duty, or one that has ended."""
        machines = self.env["service.equipment"]
        if not self.active:
            return machines
        served = Domain("type_id", "=", self.id) & Domain("state", "in", ALIVE)
        # sudo: every machine that the writer of the condition sees has its duties
        return machines.sudo().search(
            Domain("id", "in", self._search_needing())
            & among
            & Domain("duty_ids", "not any", served),
            limit=limit,
            order="id",
        )

    def _find_superfluous(self, among, limit):
        """Duties in force of machines that do not need them any more."""
        # sudo: as in _find_missing
        duties = self.env["service.duty"].sudo()
        domain = Domain("type_id", "=", self.id) & Domain("state", "in", ALIVE)
        if self.active:
            domain &= Domain("equipment_id", "not in", self._search_needing())
        if not among.is_true():
            machines = self.env["service.equipment"].sudo()
            machines = machines.with_context(active_test=False)._search(among)
            domain &= Domain("equipment_id", "in", machines)
        return duties.search(domain, limit=limit)

    def _search_needing(self):
        """Query of the machines that need it."""
        self.ensure_one()
        machines = self._as_writer(self.env["service.equipment"])
        return machines._search(self._get_machine_domain())

    def _give_duties(self, machines):
        """Give ``machines`` their duties; those that had them once go on with them."""
        # sudo: duties come with the machine, whoever registers it
        duties = self.env["service.duty"].sudo()
        ended = duties.search(
            Domain("type_id", "=", self.id) & Domain("equipment_id", "in", machines.ids)
        )
        ended._follow_state("active")
        duties.with_context(tracking_disable=True)._create_by_server(
            [
                {"type_id": self.id, "equipment_id": machine.id}
                for machine in machines - ended.equipment_id
            ]
        )

    def _is_understood(self):
        """Whether the condition is valid still; if not, the nightly work tells."""
        try:
            self._parse_condition()
        except ValidationError:
            return False
        return True

    def _tell_broken(self, error):
        """Say on the type why its machines cannot be found."""
        self.message_post(
            body=self.env._("Its machines cannot be found: %s", error),
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )


class ServiceEquipment(models.Model):
    """Duties follow the machine."""

    _inherit = "service.equipment"

    @api.model_create_multi
    def create(self, vals_list):
        equipment = super().create(vals_list)
        equipment._follow_duties()
        return equipment

    def write(self, vals):
        result = super().write(vals)
        if self._get_duty_sources() & vals.keys():
            self._follow_duties()
        return result

    def unlink(self):
        """Duties go with their equipment; those with checks are kept.

        :raises UserError: when one of these has been checked
        """
        # sudo: duties come with the equipment, whoever deletes it
        self.sudo().duty_ids.unlink()
        return super().unlink()

    @api.model
    def _get_duty_sources(self):
        """Fields of a machine that say which checks it needs."""
        condition = self.env["service.duty.type"]
        return condition._get_condition_fields(self) - {"id"}

    def _follow_duties(self):
        """Make and end the duties of these, of all types."""
        if not self:
            return
        for duty_type in self.env["service.duty.type"]._get_types():
            if duty_type._is_understood():
                duty_type._follow_machines(Domain("id", "in", self.ids))
