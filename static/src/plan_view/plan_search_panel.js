import { browser } from "@web/core/browser/browser";
import { SearchPanel } from "@web/search/search_panel/search_panel";

/** The search panel of any view, folded until one opens it: the plan needs the room. */
export class PlanSearchPanel extends SearchPanel {
    setup() {
        super.setup();
        const isChosen = browser.localStorage.getItem(this.keyExpandSidebar) !== null;
        if (!isChosen && !this.hasImportedState) {
            this.state.sidebarExpanded = false;
        }
    }
}
