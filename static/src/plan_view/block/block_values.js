import { deserializeDate, deserializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";

const formatters = registry.category("formatters");
const RELATIONS = ["many2many", "one2many"];

/** A value as the server sends it to the plan, in words. */
export function formatValue(value, field) {
    if (value === false || value === null || value === undefined || !field) {
        return "";
    }
    if (field.type === "many2one") {
        return Array.isArray(value) ? value[1] : String(value);
    }
    if (RELATIONS.includes(field.type)) {
        return value.length ? String(value.length) : "";
    }
    if (field.type === "datetime") {
        return formatters.get("datetime")(deserializeDateTime(value));
    }
    if (field.type === "date") {
        return formatters.get("date")(deserializeDate(value));
    }
    return formatters.get(field.type, String)(value, { field });
}

class TemplateValue {
    constructor(value, field) {
        this.raw = value;
        this.field = field;
    }

    get raw_value() {
        const isPair = this.field.type === "many2one" && Array.isArray(this.raw);
        return isPair ? this.raw[0] : this.raw;
    }

    get value() {
        return formatValue(this.raw, this.field);
    }
}

/**
 * What a block template knows of its record: `record.name.value` and `.raw_value`, put
 * into words only where they are used.
 */
export function templateValues(record, fields) {
    const values = {};
    for (const name of Object.keys(record)) {
        if (name in fields) {
            values[name] = new TemplateValue(record[name], fields[name]);
        }
    }
    return values;
}
