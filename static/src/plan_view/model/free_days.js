import { toMillis } from "./plan_index";

const COMPANY = ""; // key of the hours of nobody in particular

/**
 * Days of the weekend, in ISO format, on which nobody who is shown works and nothing
 * begins or ends: they need no room. What only goes on over them is not worked on then.
 *
 * @param {import("../dates/scales").Scale} scale of whole days
 * @param {{ capacity: Object, unavailable: Object }} data of the server
 * @param {[number, number][]} spans milliseconds of start and end of what is planned
 */
export function freeDaysOf(scale, data, spans) {
    const free = scale.days
        .filter(({ date }) => date.isWeekend && !isWorked(date, data))
        .map(({ date }) => date.toISODate());
    const used = new Set(spans.flatMap((span) => daysOf(scale, span)));
    return new Set(free.filter((day) => !used.has(day)));
}

/** Whether any of the people works; the company, where the rows are no people. */
function isWorked(date, { capacity, unavailable }) {
    const loads = Object.values(capacity);
    if (loads.length) {
        const day = date.toISODate();
        return loads.some((perDay) => perDay[day]?.[1]);
    }
    const [start, stop] = [date.toMillis(), date.plus({ days: 1 }).toMillis()];
    const closed = unavailable[COMPANY] || [];
    return !closed.some(([from, to]) => toMillis(from) <= start && toMillis(to) >= stop);
}

/** The days on which something begins and ends, of those that are shown. */
function daysOf(scale, [start, stop]) {
    const moments = [start, Math.max(start, stop - 1)];
    return moments
        .filter((ms) => ms >= scale.startMs && ms < scale.stopMs)
        .map((ms) => scale.days[scale.dayIndex(ms)].date.toISODate());
}
