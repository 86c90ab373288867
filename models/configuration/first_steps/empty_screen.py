# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from lxml import html
from markupsafe import Markup

from odoo import api, models

from ...shared.service_guarded_mixin import MODULE

FIRST_STEPS = "service_management.service_first_step_action_open"


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def get_empty_list_help(self, help_message):
        """On our screens, only the links that the user may follow.

        A company that is new is shown its first steps, too.
        """
        text = super().get_empty_list_help(help_message)
        if self._original_module != MODULE or not text:
            return text
        asking = self.sudo(False)  # Odoo reads actions with all rights
        return asking._keep_allowed_links(text) + asking._link_first_steps()

    @api.model
    def _keep_allowed_links(self, text):
        tree = html.fragment_fromstring(text, create_parent="div")
        for link in tree.xpath("//a[@type='action'][@name]"):
            if not self._may_make(link.get("name")):
                link.drop_tree()
        # the text is Odoo's, which has sanitized it, less some links
        return Markup(html.tostring(tree, encoding="unicode"))

    @api.model
    def _may_make(self, name):
        """Whether the user may make what an action opens.

        :param name: id or XML id of the action
        """
        # sudo: whoever may not read an action learns nothing of it
        action = (
            self.env["ir.actions.actions"].browse(int(name))
            if name.isdecimal()
            else self.env.ref(name)
        ).sudo()
        action = self.env[action.type].browse(action.id).sudo()
        if "group_ids" in action._fields and action.group_ids:
            return bool(action.group_ids & self.env.user.all_group_ids)
        model = action["res_model"]
        return not model or self.env[model].has_access("create")

    @api.model
    def _link_first_steps(self):
        """A link, as long as there is nothing here and the company is new."""
        step = self.env["service.first.step"]
        if (
            not step.has_access("create")
            or not self.has_access("read")
            or self.search_count([], limit=1)
            or not step._is_company_new()
        ):
            return Markup()
        return Markup(
            '<p><a type="action" name="%s" class="btn btn-secondary mt-2">%s</a></p>'
        ) % (FIRST_STEPS, self.env._("First Steps of a New Company"))
