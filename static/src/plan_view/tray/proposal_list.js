import { Component, useState } from "@odoo/owl";
import { spanOf } from "../planner/changes";
import { spanText } from "../dates/times";

/** The proposal in words: each change accepted or dropped, and what found no time. */
export class ProposalList extends Component {
    static template = "service_management.GanttProposalList";
    static props = { planner: Object };

    setup() {
        this.proposal = useState(this.props.planner.tray.proposal);
    }

    get ids() {
        return this.proposal.changes.map(({ id }) => id);
    }

    timesOf(change) {
        return spanText(spanOf({ ...change.old, ...change.new }, this.props.planner.plan));
    }

    /** When it is now, if it is planned. */
    wasOf({ old }) {
        const { plan } = this.props.planner;
        return old[plan.dateStart] ? spanText(spanOf(old, plan)) : "";
    }

    rowsOf(change) {
        return this.props.planner.tray
            .proposedRows(change)
            .map((row) => row.label)
            .join(", ");
    }
}
