import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame, mockDate, mockTimeZone } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class Person extends models.Model {
    _name = "plan.person";

    name = fields.Char();
    _records = [
        { id: 1, name: "Anna" },
        { id: 2, name: "Bruno" },
    ];
}

class Job extends models.Model {
    _name = "plan.job";

    name = fields.Char();
    date_start = fields.Datetime();
    date_end = fields.Datetime();
    person_ids = fields.Many2many({ relation: "plan.person" });

    _views = {
        service_gantt: `<service_gantt date_start="date_start" date_stop="date_end" default_group_by="person_ids"/>`,
        form: `<form><field name="name"/></form>`,
        search: `<search/>`,
    };
}

defineMailModels();
defineModels([Person, Job]);
describe.current.tags("desktop");

const key = (id) => JSON.stringify([["person_ids", id]]);
const row = (id, label, resource = null) => ({
    key: key(id),
    path: [["person_ids", id]],
    label,
    level: 0,
    leaf: true,
    resource,
    image: null,
});
const job = (id, name, start, stop, people, more = {}) => ({
    id,
    display_name: name,
    date_start: start,
    date_end: stop,
    person_ids: people,
    rows: (people.length ? people : [false]).map(key),
    conflicts: [],
    readonly: false,
    ...more,
});

let plan;
beforeEach(() => {
    mockDate("2026-11-23 10:00:00");
    mockTimeZone("Europe/Rome");
    plan = {
        rows: [row(false, "Unassigned"), row(1, "Anna", "p,1"), row(2, "Bruno", "p,2")],
        records: [
            job(1, "Pump", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [1]),
            job(2, "Boiler", "2026-11-24 09:00:00", "2026-11-24 12:00:00", []),
        ],
        unavailable: {},
        capacity: { "p,1": { "2026-11-23": [2, 8] } },
        backlog: 0,
        length: 2,
        limited: false,
    };
});

onRpc("service_gantt_read", ({ kwargs }) => {
    expect.step(`${kwargs.start} ${kwargs.stop} ${kwargs.group_by}`);
    return plan;
});

const mountPlan = (params = {}) =>
    mountView({ type: "service_gantt", resModel: "plan.job", ...params });

test("one call draws rows and blocks of the week", async () => {
    await mountPlan();
    expect.verifySteps(["2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids"]);
    expect(queryAllTexts(".o_sg_label_name")).toEqual(["Unassigned", "Anna", "Bruno"]);
    expect(`.o_sg_row[data-key='${key(1)}'] .o_sg_block[data-id='1']`).toHaveCount(1);
    expect(".o_sg_block").toHaveCount(2);
    expect(".o_sg_capacity").toHaveCount(1);
});

test("the buttons go to the next week and to another scale", async () => {
    await mountPlan();
    await contains(".o_sg_next").click();
    await contains(".o_sg_scale_button_day").click();
    await animationFrame();
    expect.verifySteps([
        "2026-11-21 23:00:00 2026-11-28 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-12-05 23:00:00 person_ids",
        "2026-11-28 23:00:00 2026-11-29 23:00:00 person_ids",
    ]);
});
