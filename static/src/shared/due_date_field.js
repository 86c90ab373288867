import { session } from "@web/session";
import { registry } from "@web/core/registry";
import { formatDate, formatDateTime } from "@web/views/fields/formatters";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";

const { DateTime } = luxon;
const NEAR = 99; // days that are worth counting
const WIDTHS = [160, 200]; // of a column: a date with its year, and the distance

/** The date until which something is to be done, and how far it is from today.
 *
 * Today is the day that it is in the company, wherever the reader is.
 */
export class DueDateField extends RemainingDaysField {
    static template = "service_management.DueDateField";

    get value() {
        return this.props.record.data[this.props.name];
    }

    get isDate() {
        return this.props.record.fields[this.props.name].type === "date";
    }

    get today() {
        const now = DateTime.now().setZone(session.service_zone);
        return now.startOf("day").setZone("utc", { keepLocalTime: true });
    }

    get diffDays() {
        if (!this.value) {
            return null;
        }
        const local = this.isDate ? this.value : this.value.setZone(session.service_zone);
        const day = local.startOf("day").setZone("utc", { keepLocalTime: true });
        return Math.round(day.diff(this.today, "days").days);
    }

    get formattedValue() {
        return this.isDate
            ? formatDate(this.value)
            : formatDateTime(this.value, { showSeconds: false });
    }

    get distance() {
        const days = this.diffDays;
        if (days === null || Math.abs(days) > NEAR) {
            return "";
        }
        return this.today.plus({ days }).toRelativeCalendar({ base: this.today, unit: "days" });
    }
}

registry.category("fields").add("service_due_date", {
    ...remainingDaysField,
    component: DueDateField,
    listViewWidth: WIDTHS,
});
