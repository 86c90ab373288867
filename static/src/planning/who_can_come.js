import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { ConflictDialog } from "../plan_view/conflicts/conflict_dialog";
import { spanText } from "../plan_view/dates/times";
import { OffersDialog } from "../plan_view/offers/offers_dialog";

const { DateTime } = luxon;
const PLAN = { date_start: "date_start", date_stop: "date_end" };
const DAYS = 14;

/** On the form of a job: people and times, one click plans it. */
export class WhoCanCome extends Component {
    static template = "service_management.WhoCanCome";
    static props = standardWidgetProps;

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get record() {
        return this.props.record;
    }

    async open() {
        if (await this.record.save()) {
            this.dialog.add(OffersDialog, {
                title: _t("Who can come?"),
                find: () => this.find(),
                timesOf: ({ new: values }) =>
                    spanText({
                        start: deserializeDateTime(values.date_start),
                        stop: deserializeDateTime(values.date_end),
                    }),
                take: (change) => this.take(change),
            });
        }
    }

    find() {
        const now = DateTime.now();
        const span = [now, now.plus({ days: DAYS })].map(serializeDateTime);
        const { resModel, resId } = this.record;
        return this.orm.call(resModel, "service_gantt_offers", [resId, ...span, PLAN]);
    }

    async take(change, confirmed = false) {
        const args = [[change], PLAN];
        const { resModel } = this.record;
        const answer = await this.orm.call(resModel, "service_gantt_write", args, { confirmed });
        if (!answer.saved) {
            const confirm = () => this.take(change, true);
            this.dialog.add(ConflictDialog, { conflicts: answer.conflicts, confirm });
        }
        await this.record.load();
    }
}

registry.category("view_widgets").add("service_who_can_come", { component: WhoCanCome });
