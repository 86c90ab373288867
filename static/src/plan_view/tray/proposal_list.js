import { Component, useState } from "@odoo/owl";
import { spanOf } from "../planner/changes";
import { spanText } from "../dates/times";

/** The proposal in words: each job accepted or dropped, and what found no place. */
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

    peopleOf(change) {
        return this.props.planner.tray
            .proposedRows(change)
            .map((row) => row.label)
            .join(", ");
    }
}
