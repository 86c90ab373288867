/** Milliseconds of a date as the server writes it, in universal time. */
export function toMillis(text) {
    if (!text) {
        return NaN;
    }
    const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)];
    const [hour, minute, second] = [text.slice(11, 13), text.slice(14, 16), text.slice(17, 19)];
    return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The server's rows, each with the key of the group that it is part of. */
export function indexRows(rows) {
    const open = [];
    return rows.map((row) => {
        open.length = row.level;
        const parent = open.at(-1) || null;
        open.push(row.key);
        return { ...row, parent };
    });
}

/**
 * Where each record is drawn: per row its spans in order of time. A record whose end
 * lies before its start is drawn where it starts; one without dates is left out.
 *
 * @returns {Map<string, {record: Object, start: number, stop: number}[]>}
 */
export function indexRecords(records, { dateStart, dateStop }, rowKeys) {
    const spans = new Map();
    const add = (key, span) => {
        if (!spans.has(key)) {
            spans.set(key, []);
        }
        spans.get(key).push(span);
    };
    for (const record of records) {
        const start = toMillis(record[dateStart]);
        if (isNaN(start)) {
            continue;
        }
        const end = toMillis(record[dateStop]);
        const span = {
            record,
            start,
            stop: end > start ? end : start,
            backwards: end < start,
        };
        for (const key of withGroups(record.rows, rowKeys)) {
            add(key, span);
        }
    }
    for (const row of spans.values()) {
        row.sort((one, other) => one.start - other.start || one.stop - other.stop);
    }
    return spans;
}

function withGroups(keys, rowKeys) {
    const all = new Set();
    for (const key of keys) {
        for (let row = rowKeys.get(key); row; row = rowKeys.get(row.parent)) {
            all.add(row.key);
        }
    }
    return all;
}
