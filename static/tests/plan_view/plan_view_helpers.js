import { expect } from "@odoo/hoot";
import { mockDate, mockTimeZone } from "@odoo/hoot-mock";
import { fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

export class Person extends models.Model {
    _name = "plan.person";

    name = fields.Char();
    _records = [
        { id: 1, name: "Anna" },
        { id: 2, name: "Bruno" },
    ];
}

export class Task extends models.Model {
    _name = "plan.task";

    name = fields.Char();
    date_start = fields.Datetime();
    date_end = fields.Datetime();
    deadline = fields.Datetime();
    person_ids = fields.Many2many({ relation: "plan.person" });
    owner_id = fields.Many2one({ relation: "plan.person" });
    _records = [{ id: 1, name: "Pump" }];

    _views = {
        service_gantt: `
            <service_gantt date_start="date_start" date_stop="date_end" deadline="deadline"
                default_group_by="person_ids" total_row="1" decoration-info="name == 'new'">
                <field name="name"/>
            </service_gantt>`,
        form: `<form><field name="name"/></form>`,
        search: `<search/>`,
    };
}

export const key = (id) => JSON.stringify([["person_ids", id]]);
export const row = (id, label, resource = null) => ({
    key: key(id),
    path: [["person_ids", id]],
    label,
    level: 0,
    leaf: true,
    resource,
    image: null,
});
export const task = (id, name, start, stop, people, more = {}) => ({
    id,
    name,
    display_name: name,
    date_start: start,
    date_end: stop,
    person_ids: people,
    rows: (people.length ? people : [false]).map(key),
    conflicts: [],
    readonly: false,
    ...more,
});

/** A week of Anna and Bruno; what a test changes in it is what the server answers. */
export function preparePlan() {
    mockDate("2026-11-23 10:00:00");
    mockTimeZone("Europe/Rome");
    const plan = {
        rows: [row(false, "Unassigned"), row(1, "Anna", "p,1"), row(2, "Bruno", "p,2")],
        records: [
            task(1, "Pump", "2026-11-23 09:00:00", "2026-11-23 11:00:00", [1]),
            task(2, "Boiler", "2026-11-24 09:00:00", "2026-11-24 12:00:00", []),
        ],
        unavailable: {},
        capacity: { "p,1": { "2026-11-23": [2, 8] } },
        backlog: 0,
        length: 2,
        limited: false,
    };
    onRpc("service_gantt_read", ({ kwargs }) => {
        if (plan.error) {
            throw plan.error;
        }
        expect.step(`${kwargs.start} ${kwargs.stop} ${kwargs.group_by}`);
        return plan;
    });
    return plan;
}

export const mountPlan = (params = {}) =>
    mountView({ type: "service_gantt", resModel: "plan.task", ...params });
