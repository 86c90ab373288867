import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatFloat } from "@web/views/fields/formatters";

/**
 * One row: its label and its part of the time line. Its properties stay the same while
 * the plan is scrolled, so that only rows that come into view are drawn.
 */
export class PlanLine extends Component {
    static template = "service_management.ServiceGanttLine";
    static props = {
        line: Object,
        layout: Object,
        views: Object,
        model: Object,
        start: Number,
        stop: Number,
        onBlockClick: Function,
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

    get load() {
        const load = this.props.layout.rowLoad(this.row);
        return load && { ...load, text: this.loadText(load) };
    }

    get capacityBars() {
        return this.props.layout
            .capacityBars(this.row)
            .map((bar) => ({ ...bar, text: this.loadText(bar) }));
    }

    loadText({ planned, available }) {
        return _t("%(planned)s of %(available)s h", {
            planned: hours(planned),
            available: hours(available),
        });
    }

    toggle() {
        this.props.model.toggleRow(this.row.key);
    }
}

function hours(value) {
    return formatFloat(value, { digits: [16, 1], trailingZeros: false });
}
