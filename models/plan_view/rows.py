# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from itertools import product

from odoo import api, models


class Base(models.AbstractModel):
    """Rows of the planning view."""

    _inherit = "base"

    @api.model
    def _service_gantt_key(self, path):
        """What a row is called between browser and server."""
        return json.dumps(path, separators=(",", ":"))

    @api.model
    def _service_gantt_keys(self, paths):
        """Keys of the rows of each record; each row is written down once."""
        known = {}
        for path in {one for some in paths for one in some}:
            known[path] = self._service_gantt_key(path)
        return [[known[path] for path in some] for some in paths]

    def _service_gantt_paths(self, levels):
        """Rows that each record stands in: each a path of fields and values."""
        if not levels:
            return [[()] for _record in self._ids]
        columns = [self._service_gantt_group_values(name) for name in levels]
        if len(levels) == 1:
            (name,), (column,) = levels, columns
            return [[((name, value),) for value in values] for values in column]
        return [
            [
                tuple(zip(levels, path, strict=True))
                for path in self._service_gantt_combine(levels, values)
            ]
            for values in zip(*columns, strict=True)
        ]

    def _service_gantt_group_values(self, name):
        """Values of each record at one level of the rows."""
        column = self._service_gantt_raw(name)
        if self._fields[name].type in ("one2many", "many2many"):
            return [value or (False,) for value in column]
        return [
            (False if value is None else self._service_gantt_plain(value),)
            for value in column
        ]

    @api.model
    def _service_gantt_combine(self, levels, values):
        """Paths of one record with these ``values`` at each level."""
        return product(*values)

    # === TREE === #

    def _service_gantt_rows(self, levels, paths, domain):
        """All rows in the order of the screen, those without blocks included."""
        found = {path: None for some in paths for path in some}
        tree = {}
        for path in (*self._service_gantt_expected_paths(levels, domain), *found):
            node = tree
            for step in path:
                node = node.setdefault(step, {})
        labels = self._service_gantt_row_labels(levels, tree)
        if not levels:
            return [self._service_gantt_row([], self.env._("All"), True)]
        return list(self._service_gantt_walk(tree, [], labels))

    @api.model
    def _service_gantt_walk(self, tree, parent, labels):
        def rank(step):
            return step[1] is not False, labels[step]

        for step in sorted(tree, key=rank):
            path = [*parent, list(step)]
            label = labels[step][-1]
            yield self._service_gantt_row(path, label, not tree[step])
            yield from self._service_gantt_walk(tree[step], path, labels)

    @api.model
    def _service_gantt_row(self, path, label, leaf):
        name, value = path[-1] if path else (False, False)
        return {
            "key": self._service_gantt_key(path),
            "path": path,
            "label": label,
            "level": max(len(path) - 1, 0),
            "leaf": leaf,
            "resource": self._service_gantt_resource(name, value),
            "image": self._service_gantt_image(name, value),
            "color": self._service_gantt_color(name, value),
        }

    @api.model
    def _service_gantt_row_labels(self, levels, tree):
        """Rank and text of each value in the rows, each level read at once."""
        labels = {}
        nodes = [tree]
        for name in levels:
            steps = {step for node in nodes for step in node}
            nodes = [child for node in nodes for child in node.values()]
            labels.update(self._service_gantt_level_labels(name, steps))
        return labels

    @api.model
    def _service_gantt_level_labels(self, name, steps):
        field = self._fields[name]
        values = [value for _name, value in steps if value is not False]
        nothing = self._service_gantt_nothing(name)
        if field.relational:
            texts = self._service_gantt_labels(field, values)
            return {
                (name, value): ((text := texts.get(value, nothing)).lower(), text)
                for value in (False, *values)
            }
        if field.type == "selection":
            options = field._description_selection(self.env)
            texts = {value: (rank, text) for rank, (value, text) in enumerate(options)}
            return {
                (name, value): texts.get(value, (len(options), str(value)))
                for value in values
            } | {(name, False): (-1, nothing)}
        if field.type == "boolean":
            return {
                (name, False): (0, self.env._("No")),
                (name, True): (1, self.env._("Yes")),
            }
        return {(name, value): (str(value), str(value)) for value in values} | {
            (name, False): ("", nothing)
        }

    # === HOOKS === #

    @api.model
    def _service_gantt_expected_paths(self, levels, domain):
        """Rows that are there even when no block stands in them.

        :param domain: what is searched for; who is not looked for needs no row
        """
        return []

    @api.model
    def _service_gantt_nothing(self, name):
        """What the row of records without a value is called."""
        return self.env._("None")

    @api.model
    def _service_gantt_resource(self, name, value):
        """Whose working hours a row has, if any, as model and id."""
        field = self._fields.get(name)
        if not value or not field or not field.relational:
            return None
        if "resource_id" not in self.env[field.comodel_name]._fields:
            return None
        return f"{field.comodel_name},{value}"

    @api.model
    def _service_gantt_image(self, name, value):
        """Address of the picture of a row, if it can have one."""
        field = self._fields.get(name)
        if not value or not field or not field.relational:
            return None
        comodel = self.env[field.comodel_name]
        if "avatar_128" not in comodel._fields:
            return None
        return f"/web/image/{comodel._service_gantt_image_model()}/{value}/avatar_128"

    @api.model
    def _service_gantt_color(self, name, value):
        """Number of the color by which what a row stands for is known, if any."""
        field = self._fields.get(name)
        if not value or not field or not field.relational:
            return 0
        # sudo: whoever sees the row sees its color
        comodel = self.env[field.comodel_name].sudo()
        is_colored = "color" in comodel._fields
        return comodel.browse(value).color or 0 if is_colored else 0

    @api.model
    def _service_gantt_image_model(self):
        """The model, with the same ids, from which pictures of these are read."""
        return self._name
