import { Component } from "@odoo/owl";
import { parseDate } from "../planner/changes";
import { hoursText, shortMoment } from "../dates/times";

/** One record to plan: what it is, how long, until when, and what else it is known by. */
export class TrayCard extends Component {
    static template = "service_management.GanttTrayCard";
    static props = {
        card: Object,
        isSelected: Boolean,
        toggle: Function,
        open: Function,
        offers: { type: Function, optional: true },
        offersTitle: { type: String, optional: true },
        move: { type: Function, optional: true },
    };

    get deadline() {
        const { deadline } = this.props.card;
        return (
            deadline && shortMoment(parseDate(deadline, deadline.length > 10 ? "datetime" : "date"))
        );
    }

    get duration() {
        return hoursText(this.props.card.duration);
    }
}
