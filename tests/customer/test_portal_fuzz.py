# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever is sent to an address of the add-on, it neither breaks nor shows a script.

Both the addresses and what they read come from the code: what is new is tried, too.
"""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_routes import SCRIPT, RoutesCommon

ATTRIBUTE = "' onmouseover='alert(1)\" onmouseover=\"alert(1)"
WORDS = st.one_of(
    st.text(max_size=20),
    st.integers().map(str),
    st.sampled_from(
        [
            SCRIPT,
            ATTRIBUTE,
            "javascript:alert(1)",
            "\x00",
            "-1",
            "9" * 20,
            "è",
            "2026-03-03 00:00:00",
            "pdf",
            "name",
            "../..",
            "1",
        ]
    ),
)


@tagged("post_install", "-at_install")
class TestPortalFuzz(RoutesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_online_notice = True
        cls.own[1].renewal = "tacit"
        cls.meter = cls.env["service.meter"].create(
            {"equipment_id": cls.own[0].id, "name": "Hours"}
        )
        cls.label = cls.own[0]._get_label_url().rsplit("/", 1)[1]
        cls.numbers = [0, 1, 10**12, cls.meter.id, *(one.id for one in cls.targets)]

    def _try(self, route, number, word, parameters):
        for address in route.get_addresses({"int": number, "string": word}):
            for text in self._ask(route, address, parameters):
                with self.subTest(address=address, parameters=parameters):
                    self.assertNotIn("Traceback", text)
                    self.assertNotIn(SCRIPT, text)
                    self.assertFalse(self._has_handler(text))

    def _has_handler(self, text):
        page = text.lstrip()
        return page.startswith("<") and html.fromstring(page).xpath("//@onmouseover")

    def test_parameters_are_read_from_the_code(self):
        known = {name for route in self.routes for name in route.get_parameters()}
        self.assertLessEqual(
            {"search", "reason", "end", "sure", "photo", "fault", "form_token", "code"}
            | {"stars", "time", "signature", "access_token", "serial"},
            known,
        )

    @mute_logger("odoo.http")
    def test_nothing_that_is_sent_is_shown_as_it_is(self):
        """Each parameter of each address, on pages that the reader may see."""
        for login in ("anna", None):
            self.authenticate(login, login)
            for route in self.routes:
                for word in (SCRIPT, ATTRIBUTE):
                    parameters = dict.fromkeys(route.get_parameters(), word)
                    for number in {one.id for one in (*self.targets, self.meter)}:
                        self._try(route, number, self.label, parameters)

    @mute_logger("odoo.http")
    @settings(
        max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(data=st.data())
    def test_nothing_breaks_an_address(self, data):
        self.authenticate("anna", "anna")
        for route in self.routes:
            optional = dict.fromkeys(route.get_parameters(), WORDS)
            parameters = st.fixed_dictionaries({}, optional=optional)
            self._try(
                route,
                data.draw(st.sampled_from(self.numbers)),
                data.draw(st.sampled_from([self.label, "x", "%00", "0", "a b", "è"])),
                data.draw(parameters),
            )
