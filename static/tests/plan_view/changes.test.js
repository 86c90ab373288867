import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    applied,
    inverse,
    makeChange,
    moveChanges,
    resizeChange,
    rowValues,
    spanOf,
    swapChanges,
    unplanChanges,
    wallDelta,
} from "@service_management/plan_view/planner/changes";
import { rowKeysOf } from "@service_management/plan_view/model/row_keys";
import { Scale } from "@service_management/plan_view/dates/scales";
import { moveDelta, stepped } from "@service_management/plan_view/dates/steps";

describe.current.tags("headless");
defineMailModels();
beforeEach(() => mockTimeZone("Europe/Rome"));

const { DateTime } = luxon;
const HOUR = 3600000;
const local = (text) => DateTime.fromISO(text);
const plan = {
    dateStart: "date_start",
    dateStop: "date_end",
    fields: {
        date_start: { type: "datetime" },
        date_end: { type: "datetime" },
        person_ids: { type: "many2many" },
        owner_id: { type: "many2one" },
        area: { type: "selection" },
    },
};
const row = (...path) => ({ key: JSON.stringify(path), path, label: "Row" });
const [anna, bruno, carla] = [1, 2, 3].map((id) => row(["person_ids", id]));
const nobody = row(["person_ids", false]);

function task(values) {
    return {
        id: 7,
        date_start: "2026-10-20 07:00:00",
        date_end: "2026-10-20 09:00:00",
        person_ids: [1, 3],
        owner_id: [5, "Rossi"],
        area: "north",
        ...values,
    };
}

test("of several people only the one whose block was taken is replaced", () => {
    const values = (from, to) => rowValues(task(), from.path, to.path, plan).person_ids;
    expect(values(anna, bruno)).toEqual([3, 2]);
    expect(values(anna, carla)).toEqual([3]);
    expect(values(anna, nobody)).toEqual([3]);
    expect(rowValues(task(), anna.path, anna.path, plan)).toEqual({});
    expect(rowValues(task({ person_ids: [] }), nobody.path, bruno.path, plan)).toEqual({
        person_ids: [2],
    });
});

test("a row of several levels changes each level that differs", () => {
    const from = row(["area", "north"], ["owner_id", 5], ["person_ids", 1]);
    const to = row(["area", "south"], ["owner_id", 5], ["person_ids", 2]);
    expect(rowValues(task(), from.path, to.path, plan)).toEqual({
        area: "south",
        person_ids: [3, 2],
    });
});

test("a move keeps the duration, and names what was shown", () => {
    const blocks = [{ record: task(), row: anna }];
    const [change] = moveChanges(blocks, { delta: 3 * HOUR, from: anna, to: bruno }, plan);
    expect(change).toEqual({
        id: 7,
        old: {
            date_start: "2026-10-20 07:00:00",
            date_end: "2026-10-20 09:00:00",
            person_ids: [1, 3],
        },
        new: {
            date_start: "2026-10-20 10:00:00",
            date_end: "2026-10-20 12:00:00",
            person_ids: [3, 2],
        },
    });
    expect(inverse([change])[0]).toEqual({ id: 7, old: change.new, new: change.old });
});

test("the clock on the wall stays across a clock change", () => {
    const delta = wallDelta(local("2026-10-20T09:00"), local("2026-10-27T09:00"));
    const [change] = moveChanges([{ record: task(), row: anna }], { delta }, plan);
    expect(change.new).toEqual({
        date_start: "2026-10-27 08:00:00",
        date_end: "2026-10-27 10:00:00",
    });
});

test("blocks moved together all change their time, and their row only with the one held", () => {
    const other = task({ id: 8, person_ids: [3] });
    const blocks = [
        { record: task({ person_ids: [1] }), row: anna },
        { record: other, row: carla },
    ];
    const changes = moveChanges(blocks, { delta: HOUR, from: anna, to: bruno }, plan);
    expect(changes.map((change) => change.new.date_start)).toEqual([
        "2026-10-20 08:00:00",
        "2026-10-20 08:00:00",
    ]);
    expect(changes.map((change) => change.new.person_ids)).toEqual([[2], undefined]);
});

test("nothing that stays where it is is sent", () => {
    expect(
        moveChanges([{ record: task(), row: anna }], { delta: 0, from: anna, to: anna }, plan),
    ).toEqual([]);
    expect(makeChange(task(), { owner_id: 5 }, plan)).toBe(null);
});

test("swapped tasks take each other's start and person, and last as long as before", () => {
    const other = task({
        id: 8,
        date_start: "2026-10-21 12:00:00",
        date_end: "2026-10-21 16:00:00",
        person_ids: [2],
    });
    const one = { record: task(), row: anna };
    const changes = swapChanges(one, { record: other, row: bruno }, plan);
    expect(changes.map((change) => change.new)).toEqual([
        {
            date_start: "2026-10-21 12:00:00",
            date_end: "2026-10-21 14:00:00",
            person_ids: [3, 2],
        },
        {
            date_start: "2026-10-20 07:00:00",
            date_end: "2026-10-20 11:00:00",
            person_ids: [1],
        },
    ]);
    expect(swapChanges(one, one, plan)).toEqual([]);
});

test("an end moves alone, and never before the start", () => {
    const change = resizeChange(task(), "stop", local("2026-10-20T12:00"), plan);
    expect(change.new).toEqual({ date_end: "2026-10-20 10:00:00" });
    expect(resizeChange(task(), "start", local("2026-10-20T12:00"), plan)).toBe(null);
});

test("taken off the plan a task loses its dates alone", () => {
    const [change] = unplanChanges([task()], plan);
    expect(change.new).toEqual({ date_start: false, date_end: false });
});

test("the record is shown in its new row before the server answers", () => {
    const record = task({ rows: [anna.key, carla.key] });
    const change = { id: 7, new: { person_ids: [3, 2] } };
    const shown = applied(record, change, { from: anna, to: bruno });
    expect(shown.rows).toEqual([carla.key, bruno.key]);
    expect(shown.person_ids).toEqual([3, 2]);
    const link = applied(record, { new: { owner_id: 6 } }, { labels: { owner_id: "Verdi" } });
    expect(link.owner_id).toEqual([6, "Verdi"]);
});

test("the rows of a record are named as the server does", () => {
    expect(rowKeysOf(task(), ["owner_id", "person_ids"], plan.fields)).toEqual([
        '[["owner_id",5],["person_ids",1]]',
        '[["owner_id",5],["person_ids",3]]',
    ]);
    expect(rowKeysOf(task({ person_ids: [] }), ["person_ids"], plan.fields)).toEqual([nobody.key]);
});

test("a step is that of the scale; in a month whole days are moved", async () => {
    await makeMockEnv();
    const date = local("2026-10-21T00:00");
    const week = new Scale({ name: "week", date, width: 700, hours: [8, 18] });
    expect(stepped(week, local("2026-10-24T09:30"), 24).toISO()).toBe(
        local("2026-10-25T09:30").toISO(),
    );
    const start = spanOf(task(), plan).start;
    const from = week.toPx(start) + 5;
    expect(moveDelta(week, start, from, from + 2 * week.dayPx)).toBe(48 * HOUR);
    const month = new Scale({ name: "month", date, width: 620 });
    expect(moveDelta(month, start, month.toPx(start), month.toPx(start) + 3.2 * month.dayPx)).toBe(
        72 * HOUR,
    );
});
