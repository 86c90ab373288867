import { registry } from "@web/core/registry";
import { KanbanController } from "@web/views/kanban/kanban_controller";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/**
 * Opens the one equipment whose whole serial number was typed, or scanned, into the
 * search box. Only a new search does so: whoever goes back finds the search as it was.
 */
const withScannedSerial = (Controller) =>
    class extends Controller {
        get modelParams() {
            const params = super.modelParams;
            return {
                ...params,
                hooks: { ...params.hooks, onRootLoaded: this.onRootLoaded.bind(this) },
            };
        }

        get searchedTexts() {
            return this.env.searchModel.facets
                .filter((facet) => facet.type === "field")
                .flatMap((facet) => facet.values)
                .map((text) => String(text).toLowerCase());
        }

        async onRootLoaded(root) {
            const texts = this.searchedTexts;
            const search = JSON.stringify(texts);
            const before = this.lastSearch;
            this.lastSearch = search;
            const records = root.records;
            if (before === undefined || before === search || records.length !== 1) {
                return;
            }
            const serial = String(records[0].data.serial_number || "").toLowerCase();
            if (serial && texts.includes(serial)) {
                await this.openRecord(records[0]);
            }
        }
    };

registry.category("views").add("service_equipment_list", {
    ...listView,
    Controller: withScannedSerial(ListController),
});
registry.category("views").add("service_equipment_kanban", {
    ...kanbanView,
    Controller: withScannedSerial(KanbanController),
});
