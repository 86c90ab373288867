import {
    deserializeDate,
    deserializeDateTime,
    serializeDate,
    serializeDateTime,
} from "@web/core/l10n/dates";

/**
 * What a gesture changes, as the server wants it: `{ id, old, new }` with the values
 * that were shown and those that are wished. Nothing here touches the screen.
 *
 * `plan` says what is planned: `{ fields, dateStart, dateStop }`.
 */

/** The value as the server takes it: an id, a list of ids or the value itself. */
export function plainValue(value, type) {
    if (type === "many2one") {
        return Array.isArray(value) ? value[0] : (value?.id ?? value ?? false);
    }
    if (type === "many2many" || type === "one2many") {
        return (value || []).map((item) => plainValue(item, "many2one"));
    }
    return value ?? false;
}

export function parseDate(value, type) {
    if (!value || typeof value !== "string") {
        return value || null;
    }
    return type === "date" ? deserializeDate(value) : deserializeDateTime(value);
}

export function formatDate(date, type) {
    if (!date) {
        return false;
    }
    return type === "date" ? serializeDate(date) : serializeDateTime(date);
}

export function spanOf(record, plan) {
    const read = (name) => parseDate(record[name], plan.fields[name]?.type);
    return { start: read(plan.dateStart), stop: read(plan.dateStop) };
}

const wall = (date) => date.setZone("utc", { keepLocalTime: true });

/** How far the clock on the wall moves, in milliseconds. */
export function wallDelta(from, to) {
    return wall(to).toMillis() - wall(from).toMillis();
}

/** 15:00 moved by seven days stays 15:00, also when the clocks change in between. */
export function wallShift(date, delta) {
    return wall(date).plus({ milliseconds: delta }).setZone(date.zone, { keepLocalTime: true });
}

/** The record from another moment on: it lasts as long as before. */
export function spanFrom({ start, stop }, date) {
    return { start: date, stop: stop && date.plus({ milliseconds: stop - start }) };
}

export function movedSpan(span, delta) {
    return spanFrom(span, wallShift(span.start, delta));
}

/**
 * The values that a record takes when its block goes from one row to another.
 * Each level that differs is changed; of several people only the one that the
 * block was taken from is replaced.
 */
export function rowValues(record, fromPath, toPath, plan) {
    const values = {};
    for (const [field, target] of toPath) {
        const source = fromPath?.find(([name]) => name === field)?.[1] ?? false;
        if (source === target || plan.fields[field]?.readonly) {
            continue;
        }
        values[field] = levelValue(record[field], source, target, plan.fields[field]?.type);
    }
    return values;
}

function levelValue(value, source, target, type) {
    if (type !== "many2many") {
        return target;
    }
    const kept = plainValue(value, type).filter((id) => id !== source && id !== target);
    return target ? [...kept, target] : kept;
}

/** `{ id, old, new }` of the values that differ, or nothing when none does. */
export function makeChange(record, values, plan) {
    const change = { id: record.id, old: {}, new: {} };
    for (const [name, value] of Object.entries(values)) {
        const shown = plainValue(record[name], plan.fields[name]?.type);
        if (!sameValue(shown, value)) {
            change.old[name] = shown;
            change.new[name] = value;
        }
    }
    return Object.keys(change.new).length ? change : null;
}

function sameValue(one, other) {
    return JSON.stringify(one) === JSON.stringify(other);
}

export function dateValues({ start, stop }, plan) {
    const values = { [plan.dateStart]: formatDate(start, plan.fields[plan.dateStart]?.type) };
    if (plan.dateStop) {
        values[plan.dateStop] = formatDate(stop, plan.fields[plan.dateStop]?.type);
    }
    return values;
}

/**
 * Blocks dragged together. The dates of all move alike; those of the row that was
 * taken hold of go to the other row, the others stay where they are.
 *
 * @param {{ record: Object, row: Object }[]} blocks
 * @param {{ delta: number, from: Object, to: Object }} drop
 */
export function moveChanges(blocks, { delta, from, to }, plan) {
    const changes = blocks.map(({ record, row }) => {
        const span = movedSpan(spanOf(record, plan), delta);
        const isTaken = from && to && row?.key === from.key;
        const values = isTaken ? rowValues(record, from.path, to.path, plan) : {};
        return makeChange(record, { ...dateValues(span, plan), ...values }, plan);
    });
    return changes.filter(Boolean);
}

/** Each begins when the other did and stands in its row. */
export function swapChanges(one, other, plan) {
    const changes = [
        [one, other],
        [other, one],
    ].map(([{ record, row }, target]) => {
        const { start } = spanOf(target.record, plan);
        const dates = dateValues(spanFrom(spanOf(record, plan), start), plan);
        const values = rowValues(record, row.path, target.row.path, plan);
        return makeChange(record, { ...dates, ...values }, plan);
    });
    return changes.filter(Boolean);
}

export function resizeChange(record, edge, date, plan) {
    const span = { ...spanOf(record, plan), [edge]: date };
    return span.start < span.stop ? makeChange(record, dateValues(span, plan), plan) : null;
}

/** Back among the records without a time; who does them stays. */
export function unplanChanges(records, plan) {
    return records
        .map((record) => makeChange(record, dateValues({ start: null, stop: null }, plan), plan))
        .filter(Boolean);
}

/** With what came along on the server, such as another state. */
export function withFollowed(changes, followed = []) {
    const all = new Map(changes.map((change) => [change.id, change]));
    for (const { id, ...more } of followed) {
        const change = all.get(id);
        all.set(id, {
            id,
            old: { ...change?.old, ...more.old },
            new: { ...change?.new, ...more.new },
        });
    }
    return [...all.values()];
}

export function inverse(changes) {
    return changes.map((change) => ({ id: change.id, old: change.new, new: change.old }));
}

/** The record as it will look, before the server has answered. */
export function applied(record, change, { from, to, labels = {} } = {}) {
    const values = {};
    for (const [name, value] of Object.entries(change.new)) {
        const isLink = Array.isArray(record[name]) && typeof record[name][1] === "string";
        values[name] = isLink || name in labels ? value && [value, labels[name] || ""] : value;
    }
    const result = { ...record, ...values };
    if (record.rows && from && to && from.key !== to.key) {
        const kept = record.rows.filter((key) => key !== from.key && key !== to.key);
        result.rows = [...kept, to.key];
    }
    return result;
}
