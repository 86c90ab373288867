import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import { freeDaysOf } from "@service_management/plan_view/model/free_days";
import { Scale } from "@service_management/plan_view/dates/scales";
import { moveDelta, stepped } from "@service_management/plan_view/dates/steps";

const { DateTime } = luxon;
const HOUR = 3600000;

describe.current.tags("headless");
defineMailModels();
beforeEach(async () => {
    mockTimeZone("Europe/Rome");
    await makeMockEnv();
});

const at = (text) => DateTime.fromISO(text);
const ms = (...texts) => texts.map((text) => at(text).toMillis());
const scaleOf = (name, date, more = {}) =>
    new Scale({ name, date: at(date), width: 1400, hours: [8, 18], ...more });
const weekdays = Object.fromEntries(
    ["23", "24", "25", "26", "27"].map((day) => [`2026-11-${day}`, [2, 8]]),
);
const NOBODY_AT_WEEKENDS = { capacity: { "p,1": weekdays }, unavailable: {} };
const WEEKEND = ["2026-11-22", "2026-11-28"];

test("days of the weekend are free when nobody works and nothing begins or ends", () => {
    const week = scaleOf("week", "2026-11-25");
    const free = (data, ...spans) => [...freeDaysOf(week, data, spans)];
    expect(free(NOBODY_AT_WEEKENDS)).toEqual(WEEKEND);
    const passing = ms("2026-11-20T09:00", "2026-11-23T12:00");
    expect(free(NOBODY_AT_WEEKENDS, passing)).toEqual(WEEKEND);
    const ending = ms("2026-11-27T09:00", "2026-11-28T09:00");
    expect(free(NOBODY_AT_WEEKENDS, ending)).toEqual(["2026-11-22"]);
    const untilMidnight = ms("2026-11-27T09:00", "2026-11-28T00:00");
    expect(free(NOBODY_AT_WEEKENDS, untilMidnight)).toEqual(WEEKEND);
    const onSaturday = { "p,2": { "2026-11-28": [0, 4] } };
    const data = { capacity: { "p,1": weekdays, ...onSaturday }, unavailable: {} };
    expect(free(data)).toEqual(["2026-11-22"]);
    expect(free({ capacity: {}, unavailable: {} })).toEqual([]);
});

test("where the rows are no people the hours of the company count", () => {
    const closed = [
        ["2026-11-20 17:00:00", "2026-11-23 07:00:00"],
        ["2026-11-27 17:00:00", "2026-11-28 12:00:00"],
    ];
    const data = { capacity: {}, unavailable: { "": closed } };
    const week = scaleOf("week", "2026-11-25");
    expect([...freeDaysOf(week, data, [])]).toEqual(["2026-11-22"]);
});

test("a folded day is a strip, and the others share what it leaves", () => {
    for (const [date, freeDays] of [
        ["2026-11-25", WEEKEND],
        ["2026-10-28", ["2026-10-25", "2026-10-31"]], // on the first the clock changes
        ["2026-03-26", ["2026-03-22", "2026-03-28"]],
    ]) {
        const scale = scaleOf("week", date, { freeDays: new Set(freeDays) });
        expect(scale.days.map(({ folded }) => folded)).toEqual([
            true,
            ...Array(5).fill(false),
            true,
        ]);
        expect(Math.round(scale.widthPx)).toBe(1400);
        expect(scale.columns.map(({ px }) => px)).toEqual(scale.days.map(({ px }) => px));
        for (const day of scale.days.slice(1, 6)) {
            const moment = day.date.set({ hour: 9, minute: 30 });
            expect(scale.toDate(scale.toPx(moment)).toISO()).toBe(moment.toISO());
        }
        const [sunday, monday] = scale.days;
        expect(scale.toPx(monday.date)).toBe(sunday.width);
        const now = sunday.date.set({ hour: 13 });
        expect(scale.toPx(now)).toBeWithin(0, sunday.width);
        expect(scale.toDate(sunday.width / 2).toISO()).toBe(sunday.date.set({ hour: 8 }).toISO());
    }
    const shown = scaleOf("week", "2026-11-25", {
        freeDays: new Set(WEEKEND),
        isUnfolded: true,
    });
    expect(shown.days.map(({ width }) => width)).toEqual(Array(7).fill(200));
    expect(shown.columns[0].free).toBe(true);
});

test("what is moved over folded days and onto them keeps its hour", () => {
    const scale = scaleOf("weeks", "2026-10-21", {
        precision: "minute:30",
        freeDays: new Set(["2026-10-18", "2026-10-24", "2026-10-25", "2026-10-31"]),
    });
    const friday = at("2026-10-23T09:30");
    const from = scale.toPx(friday) + 4;
    const way = (text) => moveDelta(scale, friday, from, scale.toPx(at(text)) + 4) / HOUR;
    expect(way("2026-10-26T09:30")).toBe(72); // by the clock on the wall, which changes
    expect(way("2026-10-24T12:00")).toBe(24);
    expect(way("2026-10-25T12:00")).toBe(48);
    expect(stepped(scale, at("2026-10-23T23:30"), 1).toISO()).toBe(at("2026-10-24T00:00").toISO());
});
