import { describe, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { recount } from "@service_management/plan_view/model/capacity";

describe.current.tags("headless");

const ANNA = "plan.person,1";
const BRUNO = "plan.person,2";
const rows = [
    { key: "team", parent: null, resource: null },
    { key: "anna", parent: "team", resource: ANNA },
    { key: "bruno", parent: null, resource: BRUNO },
];
const model = {
    archInfo: { dateStart: "date_start", dateStop: "date_end" },
    rowKeys: new Map(rows.map((row) => [row.key, row])),
    data: {
        unavailable: {
            [ANNA]: [["2026-11-23 16:00:00", "2026-11-24 07:00:00"]],
        },
        capacity: {
            [ANNA]: { "2026-11-23": [2, 8], "2026-11-24": [0, 8] },
            [BRUNO]: { "2026-11-23": [1, 8], "2026-11-24": [0, 8] },
        },
    },
};
const task = (start, stop, keys) => ({
    date_start: `2026-11-${start}:00:00`,
    date_end: `2026-11-${stop}:00:00`,
    rows: keys,
});
const loads = (result) => [
    result[ANNA]["2026-11-23"][0],
    result[ANNA]["2026-11-24"][0],
    result[BRUNO]["2026-11-23"][0],
];

test("hours go along to another person", () => {
    mockTimeZone("Europe/Rome");
    const before = task("23 09", "23 11", ["anna"]);
    const after = { ...before, rows: ["bruno"] };
    const result = recount(model, [before], [after]);
    expect(loads(result)).toEqual([0, 0, 3]);
    expect(result[ANNA]["2026-11-23"][1]).toBe(8);
    expect(loads(model.data.capacity)).toEqual([2, 0, 1]);
});

test("of several days those hours count that are worked", () => {
    mockTimeZone("Europe/Rome");
    const result = recount(model, [], [task("23 14", "24 09", ["anna"])]);
    expect(loads(result)).toEqual([4, 2, 1]);
});

test("what leaves the plan takes no hours any more", () => {
    mockTimeZone("Europe/Rome");
    const before = task("23 09", "23 11", ["anna"]);
    const after = { ...before, date_start: false, date_end: false };
    expect(loads(recount(model, [before], [after]))).toEqual([0, 0, 1]);
});

test("days of another window are left out", () => {
    mockTimeZone("Europe/Rome");
    const after = task("30 09", "30 11", ["anna", "bruno", "gone"]);
    expect(recount(model, [], [after])).toEqual(model.data.capacity);
});
