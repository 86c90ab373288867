import { _t } from "@web/core/l10n/translation";

function clock(date) {
    return date.toLocaleString({ hour: "numeric", minute: "2-digit" });
}

function day(date) {
    return date.toLocaleString({ weekday: "short", day: "numeric", month: "short" });
}

/** "Tue, 10 Nov 09:00 – 11:00", with the day twice only when it is another. */
export function spanText({ start, stop }, where = "") {
    const end = stop && (start.hasSame(stop, "day") ? clock(stop) : `${day(stop)} ${clock(stop)}`);
    const times = [`${day(start)} ${clock(start)}`, end].filter(Boolean).join(" – ");
    return [times, where].filter(Boolean).join(" · ");
}

/** As it is said aloud: "Tuesday, November 10, 9:00 AM". */
export function spokenTime(date) {
    return `${date.toLocaleString({ weekday: "long", day: "numeric", month: "long" })} ${clock(date)}`;
}

/** A deadline, with the hour only when it has one. */
export function shortMoment(date) {
    return date.hour || date.minute ? `${day(date)} ${clock(date)}` : day(date);
}

/** 1.5 as "1:30 h". */
export function hoursText(hours) {
    const minutes = Math.round((hours || 0) * 60);
    const rest = String(minutes % 60).padStart(2, "0");
    return _t("%(hours)s:%(minutes)s h", { hours: Math.floor(minutes / 60), minutes: rest });
}
