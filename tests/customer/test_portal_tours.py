# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The customers' portal in the browser, on a desktop and on a phone, for everybody."""

import json
import os
from pathlib import Path

from odoo.tests import tagged

from .common_portal import PortalCommon

CHECKER = "PAGE_CHECKER"  # where the script is that looks for what keeps people out
WIDTHS = (1400, 390)
CHECK = """
(async () => {
    const source = %(source)s;
    const problems = [];
    for (const width of %(widths)s) {
        for (const url of %(urls)s) {
            const frame = document.createElement("iframe");
            frame.style = `position: fixed; inset: 0; width: ${width}px; height: 844px`;
            document.body.append(frame);
            await new Promise((resolve) => {
                frame.onload = resolve;
                frame.src = url;
            });
            await new Promise((resolve) => setTimeout(resolve, 300));
            const { document: page } = frame.contentWindow;
            const { scrollWidth, clientWidth } = page.documentElement;
            if (frame.contentWindow.location.pathname !== url.split("?")[0]) {
                problems.push(`${url}: is not shown`);
            }
            if (scrollWidth > clientWidth) {
                problems.push(`${url} at ${width}: ${scrollWidth} pixels wide`);
            }
            frame.contentWindow.eval(source);
            const { violations } = await frame.contentWindow.axe.run(page);
            for (const { id, impact, nodes } of violations) {
                if (["serious", "critical"].includes(impact)) {
                    const where = nodes.map((node) => node.html.slice(0, 300));
                    problems.push(`${url} at ${width}: ${id} ${where.join(" | ")}`);
                }
            }
            frame.remove();
        }
    }
    if (problems.length) {
        console.error(problems.join("\\n"));
    } else {
        console.log("test successful");
    }
})();
"""


class PortalToursCommon(PortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_appointments = True
        cls.technician.service_plannable = True
        cls.tour_customer = cls._make_customer("Officine Tour")
        cls.tour = cls._make_things(cls.tour_customer, "portal", "TOUR")
        equipment, contract, job = cls.tour
        contract.labour_coverage = 100
        job.title = "Tour overhaul"
        cls.request = cls._make_job(
            equipment=equipment,
            partner_id=cls.tour_customer.id,
            title="Tour request",
            date_start=False,
            employee_ids=False,
        )

    def _walk(self):
        self.start_tour("/my", "service_portal", login="portal")
        job = self.tour[2]
        self.assertTrue(job.signed_on and job.signature)
        self.assertEqual(self.request.state, "new")
        said = "".join(self.request.message_ids.mapped("body"))
        for words in ("has chosen", "has moved", "has cancelled"):
            self.assertIn(words, said)


@tagged("post_install", "-at_install")
class TestPortalTour(PortalToursCommon):
    browser_size = "1400x850"

    def test_portal(self):
        self._walk()

    def test_everybody_can_use_the_pages(self):
        """Also with a keyboard, a screen reader, or weak eyes, and never sideways."""
        script = os.environ.get(CHECKER)
        if not script:
            self.skipTest("needs axe-core from npm, which bin/test installs")
        self.source = json.dumps(Path(script).read_text())
        self.company.service_online_notice = True
        equipment, contract, _job = self.tour
        contract.renewal = "tacit"
        meter = self.env["service.meter"].create(
            {"equipment_id": equipment.id, "name": "Hours"}
        )
        label = "/service/m/" + equipment._get_label_url().rsplit("/", 1)[1]
        unclear = self._make_job(
            partner_id=self.tour_customer.id, date_start=False, employee_ids=False
        )
        pages = [one.access_url for one in (*self.tour, self.request, meter)]
        mine = ["/my", "/my/equipment", "/my/contracts", "/my/jobs", *pages]
        mine += [
            f"{self.request.access_url}/appointment",
            f"{contract.access_url}/notice",
            f"/my/requests/new?equipment={equipment.id}",
            "/my/requests/new?equipment=other",
            "/my/requests/new?search=nothing",
            f"/my/requests/{self.request.id}",
        ]
        self._check_pages(mine, "portal")
        self._make_equipment("TOUR-2", partner_id=self.tour_customer.id)
        self._check_pages(["/my/requests/new"], "portal")
        link = unclear._get_machine_url()
        strangers = [label, f"{label}x", link[link.index("/service/") :]]
        self._check_pages(strangers, None)

    def _check_pages(self, urls, login):
        code = CHECK % {
            "source": self.source,
            "widths": json.dumps(WIDTHS),
            "urls": json.dumps(urls),
        }
        self.browser_js(
            "/web/login" if not login else "/my", code, login=login, timeout=120
        )


@tagged("post_install", "-at_install")
class TestPortalPhoneTour(PortalToursCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_portal(self):
        self._walk()
