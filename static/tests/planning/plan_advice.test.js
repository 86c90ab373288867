import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { mockDate } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

class Person extends models.Model {
    _name = "plan.person";

    name = fields.Char();
}

class Job extends models.Model {
    _name = "plan.job";

    name = fields.Char();
    date_start = fields.Datetime();
    date_end = fields.Datetime();
    employee_ids = fields.Many2many({ relation: "plan.person" });
}

defineModels([Person, Job]);

const row = (id, label, resource = null) => ({
    key: JSON.stringify([["employee_ids", id]]),
    path: [["employee_ids", id]],
    label,
    level: 0,
    leaf: true,
    resource,
});
const NOBODY = row(false, "Unassigned");
const ANNA = row(1, "Anna", "hr.employee,1");
let rows, backlog, mayAddPeople;

beforeEach(() => {
    mockDate("2026-11-23 10:00:00");
    [rows, backlog, mayAddPeople] = [[NOBODY], 0, true];
    onRpc("service_gantt_read", () => ({ rows, backlog, records: [], length: 0, capacity: {} }));
    onRpc("service_gantt_backlog", () => ({ records: [], length: 0, filters: [], orders: [] }));
    onRpc("has_access", () => mayAddPeople);
    mockService("action", {
        doAction: (action) =>
            expect.step(action.res_model ? [action.res_model, action.context] : action),
    });
});

const mountPlan = ({ look = "service_job_plan", attributes = "", ...params } = {}) =>
    mountView({
        type: "service_gantt",
        resModel: "plan.job",
        arch: `<service_gantt js_class="${look}" date_start="date_start" date_stop="date_end"
                   default_group_by="employee_ids" plan="1" sample="1" ${attributes}/>`,
        ...params,
    });
const steps = () => queryAllTexts(".o_sg_step");

test("who may see employees is led to them where nobody can be planned", async () => {
    await mountPlan();
    expect(".o_nocontent_help").toHaveText(/Nobody to plan yet/);
    expect(steps()).toEqual(["Add a Person", "Choose among the Employees"]);
    await contains(".o_sg_step:first").click();
    expect.verifySteps([["hr.employee", { default_service_plannable: true }]]);
});

test("who may not is told whom to ask", async () => {
    mayAddPeople = false;
    await mountPlan();
    expect(".o_nocontent_help").toHaveText(/Ask whoever looks after the employees/);
    expect(steps()).toEqual([]);
});

test("jobs that wait for nobody do not hide that nobody is there", async () => {
    backlog = 3;
    await mountPlan();
    expect(".o_sg_hint").toHaveText(/Nobody to plan yet/);
    expect(".o_sg_row").toHaveCount(1);
});

test("a search that finds nobody can be cleared", async () => {
    const searchViewArch = `<search><filter name="x" string="X" domain="[]"/></search>`;
    await mountPlan({ searchViewArch, context: { search_default_x: 1 } });
    expect(steps()).toEqual(["Clear the Search"]);
    await contains(".o_sg_step").click();
    expect(steps()).toEqual(["Add a Person", "Choose among the Employees"]);
});

test("a quiet week offers what waits, else something new, else says only so", async () => {
    rows = [NOBODY, ANNA];
    backlog = 3;
    await mountPlan();
    expect(steps()).toEqual(["Show the Jobs to Plan"]);
    await contains(".o_sg_step").click();
    expect(".o_sg_tray").toHaveCount(1);
    expect(steps()).toEqual([]);
    backlog = 0;
    await contains(".o_sg_next").click();
    expect(steps()).toEqual(["New Job"]);
});

test("who can add nothing is offered nothing", async () => {
    rows = [NOBODY, ANNA];
    await mountPlan({ attributes: `create="0" edit="0"` });
    expect(".o_sg_hint").toHaveText("Nothing planned in this time.");
    expect(steps()).toEqual([]);
});

test("operations come with the plan of jobs", async () => {
    rows = [NOBODY, ANNA];
    await mountPlan({ look: "service_operation_plan", attributes: `create="0"` });
    expect(steps()).toEqual(["Plan Jobs"]);
    await contains(".o_sg_step").click();
    expect.verifySteps(["service_management.service_intervention_action_planning"]);
});
