# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""All addresses of the add-on as it declares them: a further one is tried by itself."""

import inspect
import itertools
import re
import threading
from typing import Any, NamedTuple
from unittest.mock import patch

from odoo import http
from odoo.tests import JsonRpcException

from ...controllers.requests import LONGEST
from .common_portal import DRAWN, PortalCommon

ADDON = "odoo.addons.service_management."
OWN_WORDS = "OWN message"
SCRIPT = "<script>alert(1)</script>"
PARAMETER = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")
READ = re.compile(r"""\b(?:kwargs|posted|values|files|args)\.get\(\s*"(\w+)\"""")


class Route(NamedTuple):
    """An address of the add-on, as it is declared."""

    rule: str
    methods: frozenset
    is_json: bool
    function: Any

    def get_addresses(self, values):
        """All addresses with ``values`` for what is a number or a word in them."""
        parts = [
            [option.strip() for option in match[2].split(",")]
            if match[1] == "any"
            else [str(values.get(match[1] or "string"))]
            for match in PARAMETER.finditer(self.rule)
        ]
        template = PARAMETER.sub("{}", self.rule)
        return [template.format(*some) for some in itertools.product(*parts)]

    def get_parameters(self):
        """Names of what may be sent to it, as the code reads them."""
        function = inspect.unwrap(self.function)
        names = {
            name
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind is not parameter.VAR_KEYWORD
        }
        read = READ.findall(inspect.getsource(inspect.getmodule(function)))
        own = {match[3] for match in PARAMETER.finditer(self.rule)}
        return sorted({*names, *read, *LONGEST} - own - {"self"})


class RoutesCommon(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"service_appointments": True, "service_portal_people": True})
        equipment, _contract, done = cls.own
        cls.open_job = cls._make_job(
            equipment=equipment, title="OWN request", date_start=False, employee_ids=[]
        )
        cls.attachment = cls.env["ir.attachment"].create(
            {
                "name": f"OWN {SCRIPT}.txt",
                "raw": b"OWN secret",
                "res_model": equipment._name,
                "res_id": equipment.id,
                "service_for_customers": True,
            }
        )
        equipment.image_1920 = DRAWN
        done.message_post(body=OWN_WORDS, message_type="comment")
        cls.targets = [*cls.own, cls.open_job]
        cls.routes = cls._find_routes()

    @classmethod
    def _find_routes(cls):
        # what Odoo looks up for whoever serves a request
        thread = patch.object(
            threading.current_thread(), "dbname", cls.cr.dbname, create=True
        )
        with thread:
            rules = cls.env["ir.http"].routing_map().iter_rules()
        return [
            Route(
                rule.rule,
                frozenset(rule.methods or {"GET", "POST"}) & {"GET", "POST"},
                rule.endpoint.routing["type"] == "jsonrpc",
                rule.endpoint.func,
            )
            for rule in rules
            if rule.endpoint.func.__module__.startswith(ADDON)
        ]

    def _ask(self, route, address, parameters):
        """Texts of the answers to all that this address answers to."""
        if route.is_json:
            try:
                return [str(self.make_jsonrpc_request(address, parameters))]
            except JsonRpcException as error:
                return [str(error)]
        texts = []
        for method in route.methods:
            data = {**parameters, "csrf_token": http.Request.csrf_token(self)}
            answer = self.url_open(
                address,
                method=method,
                allow_redirects=False,
                **({"params": parameters} if method == "GET" else {"data": data}),
            )
            self.assertLess(answer.status_code, 500, f"{method} {address}")
            texts.append(answer.text)
        return texts
