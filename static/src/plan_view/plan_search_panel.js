import { browser } from "@web/core/browser/browser";
import { SearchPanel } from "@web/search/search_panel/search_panel";

const FEW = 8;

/**
 * The search panel of any view, folded until one opens it: the plan needs the room. Of
 * long sections it shows the first values, and those that are chosen.
 */
export class PlanSearchPanel extends SearchPanel {
    static subTemplates = {
        ...SearchPanel.subTemplates,
        filtersGroup: "service_management.PlanFiltersGroup",
    };

    setup() {
        super.setup();
        const isChosen = browser.localStorage.getItem(this.keyExpandSidebar) !== null;
        if (!isChosen && !this.hasImportedState) {
            this.state.sidebarExpanded = false;
        }
        this.state.whole = {};
    }

    isLong({ values }) {
        return values.size > FEW + 1; // a button instead of one value saves nothing
    }

    shownValues(section, values) {
        const ids = [...values.keys()];
        if (this.state.whole[section.id] || !this.isLong({ values })) {
            return ids;
        }
        return ids.filter((id, index) => index < FEW || values.get(id).checked);
    }

    toggleWhole({ id }) {
        this.state.whole[id] = !this.state.whole[id];
    }
}
