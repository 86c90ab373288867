import { Component, useState } from "@odoo/owl";

/** Undo, redo and the two panels, beside the buttons of the view. */
export class GanttToolbar extends Component {
    static template = "service_management.GanttToolbar";
    static props = { planner: Object, panels: Object, backlog: Number, conflicts: Number };

    setup() {
        this.history = useState(this.props.planner.history);
        this.state = useState({ isImproving: false });
        this.panels = useState(this.props.panels);
    }

    async improve() {
        this.state.isImproving = true;
        await this.props.planner.tray.improve();
        this.state.isImproving = false;
    }

    toggle(name) {
        this.panels[name] = !this.panels[name];
    }
}
