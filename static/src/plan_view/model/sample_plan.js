import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { SampleServer } from "@web/model/sample_server";

const ROWS = 6;
const BLOCKS = 14;
const NO_LOAD = [0, 8];

/** A plan that never was, behind the help text of a screen that is still empty. */
export function samplePlan({ start, group_by: [name = "sample"], fields, options }) {
    const first = deserializeDateTime(start);
    const rows = SampleServer.SAMPLE_PEOPLE.slice(0, ROWS).map((label, index) => {
        const path = [[name, index + 1]];
        const resource = `sample,${index + 1}`;
        return { key: JSON.stringify(path), path, label, level: 0, leaf: true, resource };
    });
    const empty = Object.fromEntries(fields.map((field) => [field, false]));
    const records = Array.from({ length: BLOCKS }, (_, index) => {
        const begin = first.plus({ days: (index * 3) % 7, hours: 8 + ((index * 5) % 7) });
        return {
            ...empty,
            id: index + 1,
            display_name: SampleServer.SAMPLE_TEXTS[index % SampleServer.SAMPLE_TEXTS.length],
            [options.date_start]: serializeDateTime(begin),
            [options.date_stop]: serializeDateTime(begin.plus({ hours: 2 + (index % 3) })),
            rows: [rows[index % rows.length].key],
            conflicts: [],
            readonly: true,
        };
    });
    const day = first.toISODate();
    const capacity = Object.fromEntries(rows.map((row) => [row.resource, { [day]: NO_LOAD }]));
    return { records, rows, unavailable: {}, capacity, backlog: 0, length: BLOCKS, limited: false };
}

registry.category("sample_server").add("service_gantt_read", samplePlan);
