import { registry } from "@web/core/registry";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

import { StartBox } from "../equipment/scan/scan";

/** The jobs of today, below a box that opens whatever is scanned. */
class TodayRenderer extends KanbanRenderer {
    static template = "service_management.TodayRenderer";
    static components = { ...KanbanRenderer.components, StartBox };
}

registry.category("views").add("service_today_kanban", {
    ...kanbanView,
    Renderer: TodayRenderer,
});
