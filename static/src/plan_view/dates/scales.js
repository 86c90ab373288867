import { getLocalYearAndWeek, getStartOfLocalWeek } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

const HOUR = 3600000;
const DAY = 24 * HOUR;
const HALF_DAY = 12 * 60;

/**
 * What each scale shows: the unit it is made of, how far one step moves it, the
 * narrowest day (`minDay`) and hour (`minHour`) that can still be read, how wide a day
 * is that is folded, and the step that a drop snaps to.
 */
export const SCALES = {
    day: { unit: "day", step: { days: 1 }, minHour: 96, precision: "minute:15" },
    week: { unit: "week", step: { days: 7 }, minHour: 11, folded: 26, precision: "hour:1" },
    weeks: { unit: "week", step: { days: 14 }, minHour: 6.4, folded: 20, precision: "hour:2" },
    month: { unit: "month", step: { months: 1 }, minDay: 30, folded: 18, precision: "day:half" },
    year: { unit: "year", step: { years: 1 }, minDay: 2.4, precision: "day:full" },
};

export const SCALE_LABELS = {
    day: _t("Day"),
    week: _t("Week"),
    weeks: _t("Two Weeks"),
    month: _t("Month"),
    year: _t("Year"),
};

/** The minutes between two points that a date may snap to. */
export function snapMinutes(precision) {
    const [unit, part] = precision.split(":");
    if (unit === "day") {
        return part === "half" ? HALF_DAY : 2 * HALF_DAY;
    }
    return Number(part) * (unit === "hour" ? 60 : 1);
}

/** First moment of the window and the moment after its last, in the user's zone. */
export function windowOf(name, date) {
    const { unit, step } = SCALES[name];
    const start = unit === "week" ? getStartOfLocalWeek(date) : date.startOf(unit);
    return { start, stop: start.plus(step) };
}

export function shiftDate(name, date, direction) {
    const { start } = windowOf(name, date);
    const { step } = SCALES[name];
    return direction < 0 ? start.minus(step) : start.plus(step);
}

export function windowTitle(name, { start, stop }) {
    const last = stop.minus({ days: 1 });
    if (name === "day") {
        return start.toFormat("cccc d MMMM yyyy");
    }
    if (name === "month") {
        return start.toFormat("MMMM yyyy");
    }
    if (name === "year") {
        return start.toFormat("yyyy");
    }
    const firstFormat = start.hasSame(last, "month")
        ? "d"
        : start.hasSame(last, "year")
          ? "d MMM"
          : "d MMM yyyy";
    return `${start.toFormat(firstFormat)} – ${last.toFormat("d MMM yyyy")}`;
}

/**
 * The line between time and pixels of one window. Every day is as wide as the others
 * and shows only the hours of `hours`, so that the working day fills its column and
 * nights take no room. Positions follow the clock on the wall: a day of 23 or 25 hours
 * is as wide as any other. Free days may be folded into a strip.
 *
 * @param {Set<string>} [params.freeDays] days, in ISO format, on which nobody works
 * @param {boolean} [params.isUnfolded] free days are as wide as the others
 */
export class Scale {
    constructor({
        name,
        date,
        width = 0,
        hours = [0, 24],
        precision,
        freeDays = new Set(),
        isUnfolded = false,
    }) {
        Object.assign(this, { name, hours, freeDays, isUnfolded });
        this.precision = precision || SCALES[name].precision;
        const { start, stop } = windowOf(name, date);
        this.start = start;
        this.stop = stop;
        this.days = this.makeDays();
        this.starts = this.days.map((day) => day.ms);
        this.startMs = start.toMillis();
        this.stopMs = stop.toMillis();
        this.layDays(width);
        this.columns = this.makeColumns();
        this.groups = this.makeGroups();
    }

    makeDays() {
        const days = [];
        for (let day = this.start; day < this.stop; day = day.plus({ days: 1 })) {
            const next = day.plus({ days: 1 });
            const ms = day.toMillis();
            const free = this.freeDays.has(day.toISODate());
            const folded = free && !this.isUnfolded;
            days.push({ date: day, ms, plain: next.toMillis() - ms === DAY, free, folded });
        }
        return days;
    }

    /** Days that are not folded share what room there is. */
    layDays(width) {
        const { minDay = 0, minHour = 0, folded } = SCALES[this.name];
        const [from, to] = this.hours;
        const open = this.days.filter((day) => !day.folded).length;
        const room = open < this.days.length ? width - (this.days.length - open) * folded : width;
        this.dayPx = Math.max(minDay, minHour * (to - from), room / open);
        this.widthPx = 0;
        for (const day of this.days) {
            day.px = this.widthPx;
            day.width = day.folded ? folded : this.dayPx;
            this.widthPx += day.width;
        }
    }

    makeColumns() {
        if (this.name === "day") {
            return this.hourColumns();
        }
        return this.name === "year" ? this.monthColumns() : this.dayColumns();
    }

    hourColumns() {
        const [from, to] = this.hours;
        const [day] = this.days;
        const width = this.dayPx / (to - from);
        return Array.from({ length: to - from }, (_, index) => {
            const start = day.date.set({ hour: from + index });
            return {
                key: `${from + index}`,
                start,
                stop: from + index + 1 < 24 ? day.date.set({ hour: from + index + 1 }) : this.stop,
                px: index * width,
                width,
                label: start.toLocaleString({ hour: "numeric", minute: "2-digit" }),
            };
        });
    }

    dayColumns() {
        const today = DateTime.now().toISODate();
        const format = { week: "ccc d", weeks: "ccc d", month: "d" }[this.name];
        return this.days.map(({ date, px, width, free, folded }) => ({
            key: date.toISODate(),
            start: date,
            stop: date.plus({ days: 1 }),
            px,
            width,
            label: date.toFormat(folded ? "d" : format),
            title: date.toLocaleString(DateTime.DATE_HUGE),
            today: date.toISODate() === today,
            weekend: date.isWeekend,
            free,
            folded,
        }));
    }

    monthColumns() {
        return this.spans((date) => date.toFormat("yyyy-MM")).map((span) => ({
            ...span,
            label: span.start.toFormat("LLL"),
            title: span.start.toFormat("LLLL yyyy"),
            today: span.start.hasSame(DateTime.now(), "month"),
        }));
    }

    /** The upper line of the header: weeks over days, the year over months. */
    makeGroups() {
        if (this.name === "day" || this.name === "year") {
            return this.spans((date) => date.toFormat("yyyy")).map((span) => ({
                ...span,
                label: windowTitle(this.name, this),
            }));
        }
        return this.spans((date) => {
            const { year, week } = getLocalYearAndWeek(date);
            return `${year}-${week}`;
        }).map((span) => ({
            ...span,
            label: _t("Week %(number)s", { number: span.key.split("-")[1] }),
            month: span.start.toFormat("LLLL yyyy"),
        }));
    }

    /** Neighbouring days of the same key, as columns. */
    spans(keyOf) {
        const spans = [];
        this.days.forEach(({ date, px, width }) => {
            const key = keyOf(date);
            let span = spans.at(-1);
            if (span?.key !== key) {
                span = { key, start: date, px, width: 0 };
                spans.push(span);
            }
            span.width += width;
            span.stop = date.plus({ days: 1 });
        });
        return spans;
    }

    /** Index of the day that holds the moment, between the first and the last. */
    dayIndex(ms) {
        const guess = Math.floor((ms - this.startMs) / DAY);
        let index = Math.min(Math.max(guess, 0), this.starts.length - 1);
        while (index > 0 && this.starts[index] > ms) {
            index--;
        }
        while (index < this.starts.length - 1 && this.starts[index + 1] <= ms) {
            index++;
        }
        return index;
    }

    wallHour(index, ms) {
        const day = this.days[index];
        if (day.plain) {
            return (ms - day.ms) / HOUR;
        }
        const date = DateTime.fromMillis(ms);
        return date.hour + date.minute / 60;
    }

    /** @param {luxon.DateTime | number} value a date, or its milliseconds */
    toPx(value) {
        const ms = typeof value === "number" ? value : value.toMillis();
        if (ms <= this.startMs) {
            return 0;
        }
        if (ms >= this.stopMs) {
            return this.widthPx;
        }
        const index = this.dayIndex(ms);
        const { px, width } = this.days[index];
        const [from, to] = this.hours;
        const part = (this.wallHour(index, ms) - from) / (to - from);
        return px + Math.min(Math.max(part, 0), 1) * width;
    }

    /** The moment at a distance from the window's start; of a folded day, its morning. */
    toDate(px) {
        const day = this.dayAt(px);
        const [from, to] = this.hours;
        const inside = Math.min(Math.max(px, 0), this.widthPx) - day.px;
        const hours = day.folded ? 0 : (inside / day.width) * (to - from);
        return this.atMinutes(day.date, Math.round((from + hours) * 60));
    }

    /** The day at a distance from the window's start, between the first and the last. */
    dayAt(px) {
        return this.days.findLast((day) => day.px <= px) || this.days[0];
    }

    atMinutes(day, minutes) {
        return day
            .startOf("day")
            .plus({ days: Math.floor(minutes / (24 * 60)) })
            .set({ hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 });
    }

    /** The nearest moment of the scale's precision, by the clock on the wall. */
    snap(date, rounding = "round") {
        const step = snapMinutes(this.precision);
        const minutes = date.hour * 60 + date.minute + date.second / 60;
        return this.atMinutes(date, Math[rounding](minutes / step) * step);
    }
}

/**
 * The hours that each day has to show: those of an office, and more where people work
 * or something starts or ends earlier or later.
 *
 * @param {Scale} scale of whole days
 * @param {[number, number][]} spans milliseconds of start and end
 */
export function hoursOf(scale, spans, office = [8, 18]) {
    let [from, to] = office;
    const include = (first, last) => {
        from = Math.min(from, first);
        to = Math.max(to, last);
    };
    for (const [start, stop] of spans) {
        if (start >= scale.startMs && start < scale.stopMs) {
            const hour = Math.floor(scale.wallHour(scale.dayIndex(start), start));
            include(hour, hour + 1);
        }
        if (stop > scale.startMs && stop <= scale.stopMs) {
            const hour = Math.ceil(scale.wallHour(scale.dayIndex(stop - 1), stop - 1));
            include(hour - 1, hour);
        }
    }
    return [Math.max(from, 0), Math.min(to, 24)];
}
