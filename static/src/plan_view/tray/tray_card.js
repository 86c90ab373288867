import { Component } from "@odoo/owl";
import { parseDate } from "../planner/changes";
import { hoursText, shortMoment } from "../dates/times";

/** One job to plan: what it is, where, how long, until when. */
export class TrayCard extends Component {
    static template = "service_management.GanttTrayCard";
    static props = {
        card: Object,
        isSelected: Boolean,
        toggle: Function,
        open: Function,
        move: { type: Function, optional: true },
    };

    get priority() {
        return Number(this.props.card.priority) || 0;
    }

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
