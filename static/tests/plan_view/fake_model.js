import { expect } from "@odoo/hoot";
import { Words } from "@service_management/plan_view/words";
import { Scale } from "@service_management/plan_view/dates/scales";

const { DateTime } = luxon;

/** A plan of two tasks in one row, without a server. */
export class FakeModel {
    constructor(call, { rows, tasks } = {}) {
        this.calls = [];
        this.orm = {
            call: (_model, method, args, kwargs) => {
                this.calls.push([method, args]);
                return call(method, args, kwargs);
            },
        };
        this.resModel = "task";
        this.words = new Words();
        this.meta = { domain: [], context: {} };
        this.options = { date_start: "date_start", date_stop: "date_end" };
        this.fields = {
            date_start: { type: "datetime" },
            date_end: { type: "datetime" },
            person_ids: { type: "many2many", relation: "plan.person" },
        };
        this.archInfo = { activeActions: { create: true, edit: true, delete: true }, plan: true };
        this.groupBy = rows ? ["person_ids"] : [];
        this.rows = rows || [{ key: "[]", path: [], label: "All", level: 0, leaf: true }];
        this.records = new Map();
        this.scale = new Scale({
            name: "week",
            date: DateTime.fromISO("2026-11-23"),
            width: 770,
            hours: [8, 18],
        });
        this.patch(tasks ? tasks(this) : [this.task(1), this.task(2)]);
    }

    task(id, values) {
        return {
            id,
            display_name: `Task ${id}`,
            date_start: "2026-11-23 08:00:00",
            date_end: "2026-11-23 10:00:00",
            person_ids: [],
            rows: ["[]"],
            conflicts: [],
            readonly: false,
            ...values,
        };
    }

    record(id) {
        return this.records.get(id);
    }

    shownRecord(id) {
        return this.record(id);
    }

    rowByKey(key) {
        return this.rows.find((row) => row.key === key);
    }

    recordsInRow(key) {
        return [...this.records.values()].filter(({ rows }) => rows.includes(key));
    }

    patch(records) {
        records.forEach((record) => this.records.set(record.id, record));
    }

    namesToRead() {
        return ["display_name", "person_ids"];
    }

    setGhosts(ghosts) {
        this.ghosts = ghosts;
    }

    async load() {
        expect.step("load");
    }
}
