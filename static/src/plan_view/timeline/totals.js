import { loadOf, sumLoads } from "./layout";

/** Whether the rows are people, whose hours count, or something else. */
export function countsHours({ data }) {
    return Object.keys(data.capacity).length > 0;
}

/** Hours planned and available of all rows over the whole window. */
export function windowTotal({ data }) {
    const loads = Object.values(data.capacity).flatMap((perDay) => Object.values(perDay));
    return loadOf(sumLoads(loads));
}

/**
 * What all rows carry together, per column: hours planned of hours available where
 * people are planned, else how many records run.
 */
export function columnTotals(model) {
    const { scale } = model;
    const totals = countsHours(model) ? capacityTotals(model, scale) : countTotals(model, scale);
    const highest = Math.max(...totals.map(({ amount }) => amount), 1);
    return totals.map((total) => ({
        ...total,
        percent: total.percent ?? (total.amount / highest) * 100,
    }));
}

function capacityTotals({ data }, scale) {
    if (scale.name === "day") {
        const [{ date }] = scale.days;
        const load = totalOfDays(data.capacity, [date.toISODate()]);
        return [{ key: "day", px: 0, width: scale.widthPx, amount: load.planned, ...load }];
    }
    return scale.columns.map(({ key, px, width, start, stop }) => {
        const days = [];
        for (let day = start; day < stop; day = day.plus({ days: 1 })) {
            days.push(day.toISODate());
        }
        const load = totalOfDays(data.capacity, days);
        return { key, px, width, amount: load.planned, ...load };
    });
}

function totalOfDays(capacity, days) {
    const loads = Object.values(capacity).flatMap((perDay) =>
        days.map((day) => perDay[day]).filter(Boolean),
    );
    return loadOf(sumLoads(loads));
}

function countTotals(model, scale) {
    const spans = new Map();
    for (const rowSpans of model.spans.values()) {
        for (const span of rowSpans) {
            spans.set(span.record.id, span);
        }
    }
    const moments = [...spans.values()];
    return scale.columns.map(({ key, px, width, start, stop }) => {
        const [from, to] = [start.toMillis(), stop.toMillis()];
        const amount = moments.filter((span) => span.start < to && span.stop > from).length;
        return { key, px, width, amount };
    });
}
