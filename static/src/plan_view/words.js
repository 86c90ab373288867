import { _t } from "@web/core/l10n/translation";

/**
 * What the view calls its records. A view of its own (`js_class`) hands in a subclass
 * that calls them by their name.
 */
export class Words {
    get records() {
        return _t("Entries");
    }

    get waiting() {
        return _t("What waits to be planned");
    }

    get searchWaiting() {
        return _t("Search what waits to be planned");
    }

    get nothingWaiting() {
        return _t("Nothing here. Drag a block of the plan here to take its time away.");
    }

    get dragHere() {
        return _t("Nothing planned in this time. Drag something from “To plan” onto a row.");
    }

    get drawHere() {
        return _t("Nothing planned in this time. Draw on a row to add something.");
    }

    get showWaiting() {
        return _t("Show what waits");
    }

    get addNew() {
        return _t("New");
    }

    /** So many that begin at the same time and are shown as one block. */
    together(count) {
        return _t("%s entries", count);
    }

    get unplan() {
        return _t("Back to what waits to be planned");
    }

    get unplanned() {
        return _t("Back among what waits to be planned");
    }

    get propose() {
        return _t("Find a free time for what is selected");
    }

    /** Asks when and where one record would fit. */
    get offers() {
        return _t("Where does it fit?");
    }

    get improve() {
        return _t("Look for better times for what is planned");
    }

    get nothingBetter() {
        return _t("Nothing to improve in this time.");
    }

    proposed({ found, left }) {
        return _t("%(found)s found a time, %(left)s did not", { found, left });
    }

    moved(count) {
        return _t("%s moved", count);
    }

    askRemove(count) {
        return _t("Delete all %s? They cannot be brought back.", count);
    }
}
