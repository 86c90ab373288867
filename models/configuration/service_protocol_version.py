# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

CHANGES = "service.protocol.changes"


class ServiceProtocol(models.Model):
    """Versions of a protocol.

    Jobs keep what they were made from. The version tells which: it is raised by the
    first change of the steps after a job has been made, and the chatter says what
    was changed.
    """

    _inherit = "service.protocol"

    version = fields.Integer(
        default=1,
        readonly=True,
        copy=False,
        help="Raised when the steps change after a job has been made from them.",
    )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for protocol in self:
            if protocol._get_used_versions():
                raise UserError(
                    self.env._(
                        "Jobs have been made from protocol %s. Archive it instead.",
                        protocol.name,
                    )
                )

    # === BUSINESS METHODS === #

    def _get_used_versions(self):
        """Latest version that work was made from, by protocol; none before there is."""
        return {}

    def _on_steps_changed(self, *changes):
        """Raise the version where jobs have been made from it; remember what changed.

        :param changes: sentences for the chatter
        """
        used = self._get_used_versions()
        for protocol in self:
            if used.get(protocol) == protocol.version:
                protocol._by_server().version += 1
        callbacks = self.env.cr.precommit
        for protocol in self.filtered(lambda protocol: protocol.version > 1):
            if CHANGES not in callbacks.data:
                callbacks.add(self._post_changes)
            pending = callbacks.data.setdefault(CHANGES, {})
            pending.setdefault(protocol.id, {}).update(dict.fromkeys(changes))

    def _post_changes(self):
        """Write into the chatter what one save has changed, as one message."""
        pending = self.env.cr.precommit.data.pop(CHANGES, {})
        for protocol in self.browse(pending).exists():
            items = Markup().join(
                Markup("<li>%s</li>") % change for change in pending[protocol.id]
            )
            title = self.env._("Version %s", protocol.version)
            protocol.message_post(body=Markup("<b>%s</b><ul>%s</ul>") % (title, items))
        self.env.flush_all()


class ServiceProtocolStep(models.Model):
    """Changes of steps make versions of their protocol."""

    _inherit = "service.protocol.step"

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        for protocol, added in steps.grouped("protocol_id").items():
            protocol._on_steps_changed(
                *(self.env._("“%s” was added.", step.name) for step in added)
            )
        return steps

    def write(self, vals):
        result = super().write(vals)
        for protocol, changed in self.grouped("protocol_id").items():
            protocol._on_steps_changed(*changed._describe_changes(vals))
        return result

    def unlink(self):
        self._keep_pictures()
        for protocol, removed in self.grouped("protocol_id").items():
            protocol._on_steps_changed(
                *(self.env._("“%s” was removed.", step.name) for step in removed)
            )
        return super().unlink()

    def _describe_changes(self, vals):
        """One sentence for each step, or one for all when only their order changed."""
        if vals.keys() == {"sequence"}:
            return [self.env._("The order of the steps was changed.")]
        labels = self.fields_get(vals, ["string"])
        names = ", ".join(label["string"] for label in labels.values())
        return [
            self.env._(
                "“%(step)s” was changed: %(fields)s.", step=step.name, fields=names
            )
            for step in self
        ]

    def _keep_pictures(self):
        """Leave the pictures of the instructions to the protocol: jobs show them."""
        # sudo: pictures belong to whoever entered them; the steps are checked by unlink
        self.check_access("unlink")
        pictures = self.env["ir.attachment"].sudo()
        for step in self:
            pictures.search(
                [("res_model", "=", step._name), ("res_id", "=", step.id)]
            ).write({"res_model": "service.protocol", "res_id": step.protocol_id.id})
