import { Component, onWillStart, useState } from "@odoo/owl";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import {
    deserializeDate,
    deserializeDateTime,
    formatDateTime,
    serializeDate,
} from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The stops of one person on a day, with the way between them. */
export class Route extends Component {
    static template = "service_management.Route";
    static components = { DateTimeInput, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.state = useState({ route: null });
        const { day, employeeId } = { ...this.props.action.params, ...this.props.state };
        useSetupAction({
            getLocalState: () => ({
                day: this.state.route.day,
                employeeId: this.state.route.employee_id,
            }),
        });
        onWillStart(() => this.load(day, employeeId));
    }

    get display() {
        return { controlPanel: {} };
    }

    get day() {
        return deserializeDate(this.state.route.day);
    }

    get person() {
        const { people, employee_id: employeeId } = this.state.route;
        return people.find(({ id }) => id === employeeId);
    }

    async load(day, employeeId) {
        const call = this.orm.call("service.intervention", "get_route", [
            day || false,
            employeeId || false,
        ]);
        this.state.route = await this.keepLast.add(call);
    }

    onDay(day) {
        if (day) {
            this.load(serializeDate(day), this.state.route.employee_id);
        }
    }

    onMoved(days) {
        this.onDay(this.day.plus({ days }));
    }

    onToday() {
        this.load(false, this.state.route.employee_id);
    }

    onPerson(event) {
        this.load(this.state.route.day, Number(event.target.value));
    }

    onOpen(stop) {
        this.action.doAction("service_management.service_intervention_action_work", {
            props: { resId: stop.id },
        });
    }

    async onPressed(stop, method) {
        const action = await this.orm.call("service.intervention", method, [[stop.id]]);
        if (action) {
            this.action.doAction(action);
        } else {
            const { day, employee_id } = this.state.route;
            await this.load(day, employee_id);
        }
    }

    formatTime(text) {
        const moment = deserializeDateTime(text);
        const format = moment.hasSame(this.day, "day") ? "HH:mm" : "ccc HH:mm";
        return formatDateTime(moment, { format });
    }

    formatKm(km) {
        return _t("%s km", formatFloat(km, { digits: [16, km < 10 ? 1 : 0] }));
    }
}

registry.category("actions").add("service_route", Route);
