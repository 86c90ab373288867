import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

const { DateTime } = luxon;

function formatHours(value) {
    return formatFloat(value, { digits: [16, 1], trailingZeros: false });
}

export function formatLoad({ planned, available }) {
    return _t("%(planned)s of %(available)s h", {
        planned: formatHours(planned),
        available: formatHours(available),
    });
}

export function formatPlanned({ planned }) {
    return _t("%s h", formatHours(planned));
}

export function formatTime(ms) {
    return DateTime.fromMillis(ms).toLocaleString(DateTime.TIME_SIMPLE);
}

function formatDay(date) {
    return date.toLocaleString({ weekday: "short", day: "numeric", month: "long" });
}

export function formatMoment(ms) {
    return `${formatDay(DateTime.fromMillis(ms))}, ${formatTime(ms)}`;
}

/** From when to when, with the day said once where it is one. */
export function formatSpan(start, stop) {
    if (isNaN(stop)) {
        return formatMoment(start);
    }
    const isOneDay = DateTime.fromMillis(start).hasSame(DateTime.fromMillis(stop), "day");
    return `${formatMoment(start)} – ${isOneDay ? formatTime(stop) : formatMoment(stop)}`;
}
