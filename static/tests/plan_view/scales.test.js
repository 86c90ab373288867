import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { mockTimeZone } from "@odoo/hoot-mock";
import { makeMockEnv } from "@web/../tests/web_test_helpers";
import {
    hoursOf,
    Scale,
    shiftDate,
    snapMinutes,
    windowOf,
} from "@service_management/plan_view/dates/scales";

const { DateTime } = luxon;

describe.current.tags("headless");
defineMailModels();
beforeEach(async () => {
    mockTimeZone("Europe/Rome");
    await makeMockEnv();
});

const at = (text) => DateTime.fromISO(text);
const scaleOf = (name, date, more = {}) =>
    new Scale({ name, date: at(date), width: 1400, ...more });

test("windows begin with their unit and end where the next begins", () => {
    const bounds = (name, date) => {
        const { start, stop } = windowOf(name, at(date));
        return [start.toISODate(), stop.toISODate()];
    };
    expect(bounds("day", "2026-11-25")).toEqual(["2026-11-25", "2026-11-26"]);
    expect(bounds("week", "2026-11-25")).toEqual(["2026-11-22", "2026-11-29"]);
    expect(bounds("weeks", "2026-11-25")).toEqual(["2026-11-22", "2026-12-06"]);
    expect(bounds("month", "2026-02-10")).toEqual(["2026-02-01", "2026-03-01"]);
    expect(bounds("year", "2026-02-10")).toEqual(["2026-01-01", "2027-01-01"]);
});

test("steps go to the next window and back, also from the end of a month", () => {
    expect(shiftDate("month", at("2026-01-31"), 1).toISODate()).toBe("2026-02-01");
    expect(shiftDate("week", at("2026-11-25"), -1).toISODate()).toBe("2026-11-15");
});

test("every day is as wide as the others, also where the clock changes", () => {
    const spring = scaleOf("week", "2026-03-29");
    const autumn = scaleOf("month", "2026-10-25");
    for (const scale of [spring, autumn]) {
        scale.days.forEach(({ date }, index) => {
            expect(Math.round(scale.toPx(date))).toBe(Math.round(index * scale.dayPx));
        });
    }
});

test("noon is in the middle of a day of 23 and of 25 hours", () => {
    for (const day of ["2026-03-29", "2026-10-25", "2026-11-25"]) {
        const scale = scaleOf("day", day);
        expect(scale.toPx(at(`${day}T12:00:00`))).toBe(scale.widthPx / 2);
    }
});

test("a area on the line and its moment belong to each other", () => {
    for (const [name, hours] of [
        ["day", [0, 24]],
        ["week", [8, 18]],
        ["weeks", [6, 20]],
    ]) {
        const scale = scaleOf(name, "2026-10-25", { hours });
        for (const { date } of scale.days) {
            const moment = date.set({ hour: 9, minute: 30 });
            expect(scale.toDate(scale.toPx(moment)).toISO()).toBe(moment.toISO());
        }
    }
});

test("hours that are not shown take no room", () => {
    const scale = scaleOf("week", "2026-11-25", { hours: [8, 18] });
    const evening = scale.toPx(at("2026-11-24T18:00:00"));
    expect(scale.toPx(at("2026-11-24T23:00:00"))).toBe(evening);
    expect(scale.toPx(at("2026-11-25T08:00:00"))).toBe(evening);
});

test("moments outside of the window lie on its edge", () => {
    const scale = scaleOf("week", "2026-11-25");
    expect(scale.toPx(at("2026-01-01"))).toBe(0);
    expect(scale.toPx(at("2027-01-01"))).toBe(scale.widthPx);
});

test("moments snap by the clock on the wall", () => {
    const snap = (precision, text) =>
        scaleOf("week", text, { precision }).snap(at(text)).toFormat("MM-dd HH:mm");
    expect(snap("minute:15", "2026-11-25T09:08:00")).toBe("11-25 09:15");
    expect(snap("hour:1", "2026-03-29T03:40:00")).toBe("03-29 04:00");
    expect(snap("hour:2", "2026-11-25T23:10:00")).toBe("11-26 00:00");
    expect(snap("day:half", "2026-11-25T10:00:00")).toBe("11-25 12:00");
    expect(snap("day:full", "2026-11-25T10:00:00")).toBe("11-25 00:00");
    expect(snapMinutes("hour:2")).toBe(120);
});

test("a day shows the hours of an office, and more where there is work", () => {
    const scale = scaleOf("week", "2026-11-25");
    const span = (start, stop) => [at(start).toMillis(), at(stop).toMillis()];
    expect(hoursOf(scale, [])).toEqual([8, 18]);
    expect(hoursOf(scale, [span("2026-11-25T06:30", "2026-11-25T19:15")])).toEqual([6, 20]);
    expect(hoursOf(scale, [span("2026-11-25T22:00", "2026-11-26T06:00")])).toEqual([5, 23]);
    expect(hoursOf(scale, [span("2026-11-25T09:00", "2026-11-26T00:00")])).toEqual([8, 24]);
    expect(hoursOf(scale, [span("2026-11-01T03:00", "2026-12-26T23:00")])).toEqual([8, 18]);
});

test("columns are hours, days or months", () => {
    const labels = (name, more) =>
        scaleOf(name, "2026-11-25", more).columns.map((one) => one.label);
    expect(labels("day", { hours: [8, 18] })).toHaveLength(10);
    expect(labels("week")).toHaveLength(7);
    expect(labels("month")).toHaveLength(30);
    expect(labels("year")).toHaveLength(12);
    const { columns, widthPx } = scaleOf("year", "2026-11-25");
    expect(Math.round(columns.at(-1).px + columns.at(-1).width)).toBe(Math.round(widthPx));
});
