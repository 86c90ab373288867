import {
    deserializeDate,
    deserializeDateTime,
    serializeDate,
    serializeDateTime,
} from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { CalendarModel } from "@web/views/calendar/calendar_model";
import { calendarView } from "@web/views/calendar/calendar_view";

/** A calendar that opens on a day on the phone, and says what to do when it is empty. */
export class ServiceCalendarModel extends CalendarModel {
    /** Fields that make the title of an event, instead of its name. */
    static titleFields = [];
    /** Whether it opens where there is something to see, when today there is nothing. */
    static opensAtNext = false;

    setup(params, services) {
        super.setup(params, services);
        if (this.env.isSmall && this.meta.scales.includes("day")) {
            this.meta.scale = "day";
        }
    }

    async load(params = {}) {
        const isTold = this.meta.date || params.date || params.context?.initial_date;
        await super.load(params);
        if (this.constructor.opensAtNext && !isTold && this.data.next) {
            await super.load({ date: this.data.next });
        }
    }

    async updateData(data) {
        await super.updateData(data);
        const isEmpty = !Object.keys(data.records).length;
        const next = isEmpty ? await this.findNext(data) : null;
        Object.assign(data, { isEmpty, next });
    }

    /** The day of the first record after what is shown, if any. */
    async findNext(data) {
        const { date_start: name } = this.fieldMapping;
        const { domain, context, fields } = this.meta;
        const isDate = fields[name].type === "date";
        const serialize = isDate ? serializeDate : serializeDateTime;
        const later = [...domain, [name, ">", serialize(data.range.end)]];
        const options = { context, limit: 1, order: name };
        const [first] = await this.orm.searchRead(this.resModel, later, [name], options);
        if (!first) {
            return null;
        }
        const deserialize = isDate ? deserializeDate : deserializeDateTime;
        return deserialize(first[name]).startOf("day");
    }

    normalizeRecord(rawRecord) {
        const record = super.normalizeRecord(rawRecord);
        const words = this.constructor.titleFields.map((name) => {
            const value = rawRecord[name];
            return Array.isArray(value) ? value[1] : value;
        });
        return { ...record, title: words.filter(Boolean).join(" · ") || record.title };
    }
}

export class ServiceCalendarController extends CalendarController {
    static template = "service_management.CalendarController";

    get isEmpty() {
        return this.model.data.isEmpty;
    }

    get next() {
        return this.model.data.next;
    }

    get nextText() {
        return this.next.toLocaleString({ weekday: "long", day: "numeric", month: "long" });
    }

    onNext() {
        this.model.load({ date: this.next });
    }
}

export const serviceCalendarView = {
    ...calendarView,
    Controller: ServiceCalendarController,
    Model: ServiceCalendarModel,
};

/** What is to come, often far ahead. */
export class CalendarToComeModel extends ServiceCalendarModel {
    static opensAtNext = true;
}

registry.category("views").add("service_calendar", serviceCalendarView);
registry.category("views").add("service_calendar_to_come", {
    ...serviceCalendarView,
    Model: CalendarToComeModel,
});
