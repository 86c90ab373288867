import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { TrayCard } from "./tray_card";
import { ProposalList } from "./proposal_list";

/** What waits to be planned, beside the plan. */
export class GanttTray extends Component {
    static template = "service_management.GanttTray";
    static components = { ProposalList, TrayCard };
    static props = { planner: Object, close: Function, move: { type: Function, optional: true } };

    setup() {
        const { planner } = this.props;
        this.backlog = useState(planner.tray.backlog);
        this.proposal = useState(planner.tray.proposal);
        this.offered = useState(planner.tray.offered);
        this.state = useState({ isProposing: false });
        this.onSearch = useDebounced((ev) => this.backlog.ask({ search: ev.target.value }), 250);
        useBus(planner.bus, "CHANGED", () => this.backlog.load());
        useBus(planner.model.bus, "update", () => this.backlog.follow());
        onWillStart(() => this.backlog.load());
    }

    get words() {
        return this.props.planner.words;
    }

    get pages() {
        const { offset, lastShown, length } = this.backlog;
        return _t("%(first)s–%(last)s of %(all)s", {
            first: offset + 1,
            last: lastShown,
            all: length,
        });
    }

    get areAllSelected() {
        const { cards, selected } = this.backlog;
        return cards.length > 0 && cards.every(({ id }) => selected[id]);
    }

    propose() {
        return this.whileProposing((tray) => tray.propose(this.backlog.selectedIds));
    }

    planNow() {
        return this.whileProposing((tray) => tray.planNow(this.offered.notice.ids));
    }

    async whileProposing(run) {
        this.state.isProposing = true;
        await run(this.props.planner.tray);
        this.state.isProposing = false;
    }
}
