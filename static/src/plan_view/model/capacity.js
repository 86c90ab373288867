import { toMillis } from "./plan_index";

const { DateTime } = luxon;
const HOUR = 3600000;

/**
 * Hours planned and available, by row and day, after some records have changed: as the
 * server counts them, but without asking it.
 *
 * @param {{ data: Object, archInfo: Object, rowKeys: Map }} model of the plan
 * @param {Object[]} before the records as they were
 * @param {Object[]} after the same as they are now
 */
export function recount({ data, archInfo, rowKeys }, before, after) {
    const result = { ...data.capacity };
    const add = (record, sign) => {
        for (const resource of resourcesOf(record, rowKeys)) {
            const closed = data.unavailable[resource];
            for (const [day, hours] of hoursPerDay(record, closed, archInfo)) {
                const load = result[resource]?.[day];
                if (load) {
                    const planned = Math.round((load[0] + sign * hours) * 100) / 100;
                    result[resource] = { ...result[resource], [day]: [planned, load[1]] };
                }
            }
        }
    };
    before.forEach((record) => add(record, -1));
    after.forEach((record) => add(record, 1));
    return result;
}

/** Whose hours a record takes: each once, however often it is drawn. */
function resourcesOf({ rows = [] }, rowKeys) {
    const resources = new Set();
    for (const key of rows) {
        for (let row = rowKeys.get(key); row; row = rowKeys.get(row.parent)) {
            resources.add(row.resource);
        }
    }
    return resources;
}

/** Of what takes several days, those hours count in which one works. */
function hoursPerDay(record, closed = [], { dateStart, dateStop }) {
    const [start, stop] = [toMillis(record[dateStart]), toMillis(record[dateStop])];
    const hours = new Map();
    if (!(start < stop)) {
        return hours;
    }
    let day = DateTime.fromMillis(start).startOf("day");
    const isOneDay = stop < day.plus({ days: 1 }).toMillis();
    for (let next = day; day.toMillis() < stop; day = next) {
        next = day.plus({ days: 1 });
        const span = [Math.max(start, day.toMillis()), Math.min(stop, next.toMillis())];
        const free = isOneDay ? 0 : overlap(closed, span);
        hours.set(day.toISODate(), (span[1] - span[0] - free) / HOUR);
    }
    return hours;
}

function overlap(spans, [start, stop]) {
    let total = 0;
    for (const [from, to] of spans) {
        total += Math.max(0, Math.min(stop, toMillis(to)) - Math.max(start, toMillis(from)));
    }
    return total;
}
