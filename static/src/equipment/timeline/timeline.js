import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, formatDate } from "@web/core/l10n/dates";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { useSetupAction } from "@web/search/action_hook";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** Everything that happened to one equipment, the latest first. */
export class Timeline extends Component {
    static template = "service_management.Timeline";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.keepLast = new KeepLast();
        this.equipmentId = this.props.action.context.active_id;
        this.state = useState({
            equipment: null,
            kinds: [],
            entries: [],
            more: false,
            chosen: this.props.state?.chosen || [],
        });
        useSetupAction({ getLocalState: () => ({ chosen: [...this.state.chosen] }) });
        onWillStart(() => this.load());
    }

    get display() {
        return { controlPanel: {} };
    }

    /** Entries with the year above the first of each. */
    get years() {
        const years = [];
        for (const entry of this.state.entries) {
            const year = entry.date ? entry.date.slice(0, 4) : "";
            if (years.at(-1)?.year !== year) {
                years.push({ year, entries: [] });
            }
            years.at(-1).entries.push(entry);
        }
        return years;
    }

    async load(offset = 0) {
        const call = this.orm.call("service.equipment", "get_timeline", [
            [this.equipmentId],
            this.state.chosen,
            offset,
        ]);
        const page = await this.keepLast.add(call);
        const known = offset ? this.state.entries : [];
        Object.assign(this.state, page, { entries: [...known, ...page.entries] });
    }

    onMore() {
        return this.load(this.state.entries.length);
    }

    onKind(code) {
        const { chosen } = this.state;
        this.state.chosen = chosen.includes(code)
            ? chosen.filter((one) => one !== code)
            : [...chosen, code];
        return this.load();
    }

    onAll() {
        this.state.chosen = [];
        return this.load();
    }

    onOpen(model, id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    formatDay(day) {
        return day ? formatDate(deserializeDate(day)) : "";
    }
}

registry.category("actions").add("service_timeline", Timeline);
