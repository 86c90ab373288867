import { _t } from "@web/core/l10n/translation";

/**
 * What the view calls its records. A view of its own (`js_class`) hands in a subclass
 * that calls them by their name.
 */
export class Words {
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

    get unplan() {
        return _t("Back to what waits to be planned");
    }

    get unplanned() {
        return _t("Back among what waits to be planned");
    }

    get propose() {
        return _t("Find a free time for what is selected");
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
