import { useSubEnv } from "@odoo/owl";

const { DateTime } = luxon;

/**
 * Tells the menus of a view which day it shows, as `env.getShownDay()`: today if it is
 * in the window, else the `date` that was gone to.
 *
 * @param {() => {start: luxon.DateTime, stop: luxon.DateTime, date: luxon.DateTime}} getWindow
 */
export function useShownDay(getWindow) {
    useSubEnv({
        getShownDay() {
            const { start, stop, date } = getWindow();
            const now = DateTime.now();
            return (now >= start && now < stop ? now : date).toISODate();
        },
    });
}
