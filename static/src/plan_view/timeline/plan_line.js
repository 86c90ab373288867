import { Component } from "@odoo/owl";
import { RowActions } from "../actions/row_actions";
import { formatLoad } from "../dates/plan_words";

/**
 * One row: its label and its part of the time line. Its properties stay the same while
 * the plan is scrolled, so that only rows that come into view are drawn.
 */
export class PlanLine extends Component {
    static template = "service_management.ServiceGanttLine";
    static components = { RowActions };
    static props = {
        line: Object,
        layout: Object,
        views: Object,
        model: Object,
        start: Number,
        stop: Number,
        onBlockClick: Function,
        blockTemplate: { type: String, optional: true },
        planner: { type: Object, optional: true },
    };

    get row() {
        return this.props.line.row;
    }

    get isCollapsed() {
        return this.props.model.collapsed.has(this.row.key);
    }

    get blocks() {
        const { layout, line, start, stop } = this.props;
        return layout.blocksIn(line, { start, stop });
    }

    /** Deadlines of the blocks that are drawn, where they lie in the window. */
    get flags() {
        const { layout, model } = this.props;
        const { deadline } = model.archInfo;
        return deadline ? this.blocks.map((block) => layout.flag(block)).filter(Boolean) : [];
    }

    get load() {
        const load = this.props.layout.rowLoad(this.row);
        return load && { ...load, text: formatLoad(load) };
    }

    get capacityBars() {
        return this.props.layout
            .capacityBars(this.row)
            .map((bar) => ({ ...bar, text: formatLoad(bar) }));
    }

    /** The text of a block from the template of the view. */
    blockContext({ record }) {
        return {
            record: this.props.views.valuesOf(record),
            context: this.props.model.meta.context,
            luxon,
        };
    }

    onBlockEnter(block, ev) {
        ev.currentTarget.title = this.props.views.titleOf(block);
    }

    toggle() {
        this.props.model.toggleRow(this.row.key);
    }
}
