import { deserializeDate } from "@web/core/l10n/dates";

/**
 * What each row holds on a day, in the order of time; of rows that stand for somebody.
 *
 * @param {Object} model of the plan
 * @param {string} day in ISO format
 */
export function routesOf(model, day) {
    const start = deserializeDate(day);
    const [from, to] = [start.toMillis(), start.plus({ days: 1 }).toMillis()];
    return model.rows
        .filter((row) => row.leaf && row.resource)
        .map((row) => ({
            row,
            records: model
                .spansInRow(row.key)
                .filter((span) => span.start >= from && span.start < to)
                .map(({ record }) => record),
        }))
        .filter(({ records }) => records.length);
}
