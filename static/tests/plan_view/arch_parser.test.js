import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { ServiceGanttArchParser } from "@service_management/plan_view/service_gantt_arch_parser";
import { parseXML } from "@web/core/utils/xml";

describe.current.tags("headless");
defineMailModels();
beforeEach(() => makeMockEnv());

const FIELDS = {
    display_name: { type: "char" },
    name: { type: "char" },
    date_start: { type: "datetime" },
    date_end: { type: "datetime" },
    deadline: { type: "datetime" },
    state: { type: "selection", selection: [["new", "New"]] },
    is_late: { type: "boolean" },
    person_id: { type: "many2one", relation: "plan.person" },
    hours: { type: "float" },
};
const DATES = `date_start="date_start" date_stop="date_end"`;

function parse(attributes = "", children = "") {
    const arch = parseXML(`<service_gantt ${attributes}>${children}</service_gantt>`);
    return new ServiceGanttArchParser().parse(arch, { task: { fields: FIELDS } }, "task");
}

test("what is not said has a default", () => {
    const info = parse(DATES);
    expect(info.scales).toEqual(["day", "week", "weeks", "month", "year"]);
    expect(info.defaultScale).toBe("week");
    expect(info.activeActions).toEqual({ create: true, edit: true, delete: true });
    expect(info.fieldNames).toEqual(["display_name", "date_start", "date_end"]);
});

test("all that the blocks need is read: shown, compared and decorated by", () => {
    const info = parse(
        `${DATES} deadline="deadline" consolidation="hours" decoration-danger="is_late and state == 'new'"
         default_group_by="person_id, state" precision="{'week': 'hour:2'}" create="0" plan="1"`,
        `<field name="name"/>`,
    );
    expect(info.fieldNames.toSorted()).toEqual([
        "date_end",
        "date_start",
        "deadline",
        "display_name",
        "hours",
        "is_late",
        "name",
        "state",
    ]);
    expect(info.defaultGroupBy).toEqual(["person_id", "state"]);
    expect(info.precision).toEqual({ week: "hour:2" });
    expect(info.activeActions.create).toBe(false);
    expect(info.plan).toBe(true);
});

test("templates of popover and block are kept", () => {
    const info = parse(
        DATES,
        `<templates><div t-name="popover"><field name="name"/></div><t t-name="block"><field name="state"/></t></templates>`,
    );
    expect(Object.keys(info.templateDocs)).toEqual(["popover", "block"]);
    expect(info.fieldNames).toInclude("state");
    expect(info.fieldNames).not.toInclude("name"); // read when the popover is opened
});

test("what cannot be drawn is refused in words", () => {
    expect(() => parse(`date_start="date_start"`)).toThrow(/needs date_stop/);
    expect(() => parse(`date_start="nothing" date_stop="date_end"`)).toThrow(/“nothing”/);
    expect(() => parse(`date_start="name" date_stop="date_end"`)).toThrow(/must be of type/);
    expect(() => parse(`${DATES} default_group_by="color"`)).toThrow(/grouped by “color”/);
    expect(() => parse(`${DATES} scales="week,decade"`)).toThrow(/“decade”/);
    expect(() => parse(`${DATES} scales="day" default_scale="year"`)).toThrow(/“year”/);
    expect(() => parse(`${DATES} precision="{week"`)).toThrow(/not a valid expression/);
    expect(() => parse(DATES, `<field name="colour"/>`)).toThrow(/“colour”/);
    expect(() => parse(DATES, `<templates><t t-name="card"/></templates>`)).toThrow(/“card”/);
});
