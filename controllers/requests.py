# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from pathlib import PurePath
from uuid import uuid4

from odoo import http
from odoo.fields import Domain
from odoo.http import request
from odoo.tools.mimetypes import guess_mimetype

from .portal import MODELS, ServicePortal

MAX_FILES = 8
MAX_MEGABYTES = 10
MAX_SIZE = MAX_MEGABYTES * 1024 * 1024
MAX_ID = 2**31 - 1
TYPES = {
    "application/pdf",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/mp4",
    "video/quicktime",
}
# What is typed, and how much of it is taken.
LONGEST = {
    "fault": 5_000,
    "preferred_times": 200,
    "serial": 100,
    "sender": 100,
    "email": 200,
    "phone": 50,
    "token": 64,
}
PRIORITIES = ("0", "1", "3")
MACHINES_SHOWN = 20
LABELS_OPENED = "service_labels"


class ServiceRequests(ServicePortal):
    """Customers ask for help: in the portal, by a link, at the label of a machine."""

    # === WHAT IS TYPED === #

    def _read_form(self, values):
        """What has been typed, cut to what is taken; nothing else comes in."""
        readers = {"fault": self._read_text}
        texts = {
            name: readers.get(name, self._read_line)(values.get(name), longest)
            for name, longest in LONGEST.items()
        }
        priority = values.get("priority")
        texts["token"] = texts["token"] or uuid4().hex
        return {**texts, "priority": priority if priority in PRIORITIES else "0"}

    def _read_text(self, value, longest):
        return str(value or "").replace("\x00", "").strip()[:longest]

    def _read_line(self, value, longest=LONGEST["serial"]):
        """A text in one line: names and addresses go into the head of e-mails."""
        return " ".join(self._read_text(value, longest).split())

    def _read_files(self):
        """Photos and documents, and what is wrong with them, in words.

        :rtype: tuple[list[tuple[str, bytes]], list[str]]
        """
        sent = [
            file for file in request.httprequest.files.getlist("files") if file.filename
        ]
        if len(sent) > MAX_FILES:
            return [], [request.env._("Choose %s files at most.", MAX_FILES)]
        files, problems = [], []
        for file in sent:
            name = PurePath(file.filename.replace("\\", "/")).name[-100:]
            file.seek(0)  # it has been read before when the request is served anew
            content = file.read(MAX_SIZE + 1)
            if len(content) > MAX_SIZE:
                problems.append(
                    request.env._(
                        "“%(name)s” is too large: %(most)s MB at most.",
                        name=name,
                        most=MAX_MEGABYTES,
                    )
                )
            elif guess_mimetype(content) not in TYPES:
                problems.append(request.env._("“%s” is no photo, video or PDF.", name))
            else:
                files.append((name, content))
        return files, problems

    def _find_problems(self, form):
        if not form["fault"]:
            return [request.env._("Say what is wrong, or what you need.")]
        return []

    # === IN THE PORTAL === #

    @http.route(
        "/my/requests/new",
        type="http",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def new_request(self, equipment="", serial="", search="", **kwargs):
        """Choose one of one's own machines, then say what is wrong."""
        machine = self._find_own_machine(equipment)
        serial = self._read_line(serial)
        if machine or equipment == "other" or serial:
            machine = machine or self._find_own_serial(serial)
            form = self._read_form({"serial": serial})
            return self._render_request(machine, form)
        records, domain = self._get_shown(MODELS["equipment"])
        search = self._read_line(search)
        found = self._search_machines(records, domain, search)
        if not search and len(found) <= 1:
            return self._render_request(found, self._read_form({}))
        if search and len(found) == 1:
            return self._render_request(found, self._read_form({}))
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "requests",
            "records": found[:MACHINES_SHOWN],
            "has_more": len(found) > MACHINES_SHOWN,
            "search": search,
        }
        return request.render("service_management.portal_request_machine", values)

    @http.route(
        "/my/requests/new", type="http", auth="user", website=True, methods=["POST"]
    )
    def send_request(self, equipment="", **kwargs):
        machine = self._find_own_machine(equipment)
        form = self._read_form(kwargs)
        machine = machine or self._find_own_serial(form["serial"])
        files, wrong = self._read_files()
        problems = self._find_problems(form) + wrong
        if problems:
            return self._render_request(machine, form, problems)
        person = request.env.user.partner_id
        company = machine.company_id or request.env.company
        # sudo: customers have no rights on requests
        requests = request.env["service.request"].sudo()
        sent = requests._receive(
            form["token"],
            {
                **self._prepare_sent_vals(form, company),
                "source": "portal",
                "partner_id": person.id,
                "equipment_ids": machine.ids,
                "sender": person.name,
                "email": person.email,
            },
            files,
            person,
        )
        return request.redirect(f"/my/requests/{sent.intervention_id.id}")

    @http.route(
        "/my/requests/<int:job_id>",
        type="http",
        auth="user",
        website=True,
        readonly=True,
    )
    def request_sent(self, job_id, **kwargs):
        """The number of what was asked for, and what follows."""
        job = self._find_page(MODELS["jobs"], job_id, None)
        if not job:
            return request.redirect("/my")
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "requests",
            "job": job,
            "promise": job._get_customer_promise(),
        }
        return request.render("service_management.portal_request_sent", values)

    @http.route("/my/requests/cover", type="jsonrpc", auth="user", website=True)
    def show_cover(self, serial="", **kwargs):
        """What holds for the machine with this number, if it is one's own.

        Of any other number the answer is the same, whether there is such a machine.
        """
        machine = self._find_own_serial(self._read_line(serial))
        values = {"machine": machine, "promise": self._get_promise(machine)}
        html = request.env["ir.qweb"]._render(
            "service_management.portal_request_cover", values
        )
        return {"html": html}

    def _prepare_sent_vals(self, form, company):
        requests = request.env["service.request"]
        return {
            **requests._prepare_text_vals(form["fault"]),
            "company_id": company.id,
            "team_id": request.env["service.team"]._get_first(company).id,
            "priority": form["priority"],
            "preferred_times": form["preferred_times"],
            "serial": form["serial"],
        }

    def _get_promise(self, machine):
        """What a request about ``machine`` would be promised; it may be none."""
        person = request.env.user.partner_id
        company = machine.company_id or request.env.company
        # sudo: nothing is made, the job only answers what it would be promised
        jobs = request.env["service.intervention"].sudo()
        draft = jobs.new(jobs._prepare_request_vals(person, machine, company))
        return draft._get_customer_promise()

    def _render_request(self, machine, form, problems=()):
        values = {
            **self._prepare_portal_layout_values(),
            "page_name": "requests",
            "machine": machine,
            "form": form,
            "problems": problems,
            "promise": self._get_promise(machine),
        }
        return request.render("service_management.portal_request_form", values)

    def _find_own_machine(self, equipment):
        records, domain = self._get_shown(MODELS["equipment"])
        return self._find_machine(records, domain, equipment)

    def _find_machine(self, records, domain, equipment):
        """The one of ``domain`` that ``equipment``, an id as text, stands for."""
        if not str(equipment).isdecimal() or int(equipment) > MAX_ID:
            return records
        return records.search(domain & Domain("id", "=", int(equipment)))

    def _find_own_serial(self, serial):
        """The one own machine that has this serial number, however it is written."""
        records, domain = self._get_shown(MODELS["equipment"])
        found = records._find_named(serial, domain)
        return found if len(found) == 1 else records

    def _search_machines(self, records, domain, search):
        """Some of ``domain``; one more than are shown, if there are more."""
        if search:
            exact = records._find_named(search, domain)
            if len(exact) == 1:
                return exact
            domain &= Domain("serial_number", "ilike", search) | Domain(
                "display_name", "ilike", search
            )
        return records.search(
            domain, order="product_id, serial_number, id", limit=MACHINES_SHOWN + 1
        )

    # === BY THE LINK OF A MAIL === #

    @http.route(
        "/service/machine/<int:job_id>",
        type="http",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def choose_machine(
        self, job_id, access_token=None, equipment="", search="", **kwargs
    ):
        """Say which machine a request is about, as the link in the mail asks."""
        job = self._find_page(MODELS["jobs"], job_id, access_token)
        if not job:
            return request.redirect("/my")
        machines, domain = job.env["service.equipment"], job._get_machines_domain()
        if job._lacks_machine() and request.httprequest.method == "POST":
            job._add_machines(self._find_machine(machines, domain, equipment))
        if not job._lacks_machine():
            return request.redirect(job.get_portal_url())
        search = self._read_line(search)
        found = self._search_machines(machines, domain, search)
        values = {
            "job": job,
            "access_token": access_token,
            "machines": found[:MACHINES_SHOWN],
            "has_more": len(found) > MACHINES_SHOWN,
            "search": search,
        }
        return request.render("service_management.public_choose_machine", values)

    # === AT THE LABEL === #

    @http.route(
        "/service/m/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["GET"],
        sitemap=False,
    )
    def label_page(self, token, **kwargs):
        """What a machine is and how to reach its service, for whoever scans it."""
        machine = self._find_label(token)
        if not machine:
            return self._render_unknown_label()
        home = self._get_home(machine)
        if home:
            return request.redirect(home)
        return self._render_label(machine, self._read_form({}))

    @http.route(
        "/service/m/<string:token>/code",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def label_code(self, token, code="", **kwargs):
        """Open the label with the code that is printed on it."""
        machine = self._find_label(token)
        if not machine:
            return self._render_unknown_label()
        answer = machine._is_printed_code(str(code)[:20], self._get_address())
        if answer:
            opened = request.session.get(LABELS_OPENED, [])
            request.session[LABELS_OPENED] = [*opened[-19:], token]
            return request.redirect(f"/service/m/{token}")
        if answer is None:
            problem = request.env._("Too many attempts. Try again in an hour.")
        else:
            problem = request.env._("This is not the code on the label.")
        return self._render_label(machine, self._read_form({}), code_problem=problem)

    @http.route(
        "/service/m/<string:token>",
        type="http",
        auth="public",
        website=True,
        methods=["POST"],
        sitemap=False,
    )
    def label_request(self, token, **kwargs):
        """Ask for help at the label, without a login."""
        machine = self._find_label(token)
        if not machine:
            return self._render_unknown_label()
        form = self._read_form({**kwargs, "token": kwargs.get("form_token")})
        files, wrong = self._read_files()
        problems = self._find_problems(form) + wrong
        if not form["sender"] or not (form["phone"] or form["email"]):
            problems.append(
                request.env._("Leave your name, and a phone number or an e-mail.")
            )
        if not problems and not machine._may_request(self._get_address()):
            problems.append(
                request.env._(
                    "Too many requests from here. Call us, or try again in an hour."
                )
            )
        if problems:
            return self._render_label(machine, form, problems)
        customer = machine.partner_id
        sent = machine.env["service.request"]._receive(
            form["token"],
            {
                **self._prepare_sent_vals(form, machine.company_id),
                "source": "label",
                "partner_id": customer.id,
                "equipment_ids": machine.ids,
                **{name: form[name] for name in ("sender", "email", "phone")},
            },
            files,
            self._is_opened(token) and customer,
        )
        values = {"machine": machine, "number": sent.intervention_id.name}
        return request.render("service_management.public_label_sent", values)

    def _find_label(self, token):
        equipment = request.env["service.equipment"]
        return equipment._find_public(token, self._get_address())

    def _get_address(self):
        return request.httprequest.remote_addr or ""

    def _is_opened(self, token):
        return token in request.session.get(LABELS_OPENED, [])

    def _get_home(self, machine):
        """The page of the machine for who may see more of it than strangers."""
        mine = machine.sudo(False)
        if request.env.user._is_internal() and mine.has_access("read"):
            return f"/odoo/installed-base/{machine.id}"
        if not request.env.user._is_public() and self._find_own_machine(machine.id):
            return f"/my/equipment/{machine.id}"
        return None

    def _render_label(self, machine, form, problems=(), code_problem=""):
        token = machine.label_token
        values = {
            "machine": machine,
            "token": token,
            "is_opened": self._is_opened(token),
            "facts": machine._get_public_facts() if self._is_opened(token) else [],
            "service": machine._get_public_service(),
            "form": form,
            "problems": problems,
            "code_problem": code_problem,
        }
        return request.render("service_management.public_label", values)

    def _render_unknown_label(self):
        answer = request.render("service_management.public_label_unknown", {})
        answer.status_code = 404
        return answer
