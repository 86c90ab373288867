import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";

/** When and where one record would fit, the best first: one click takes one. */
export class OffersDialog extends Component {
    static template = "service_management.OffersDialog";
    static components = { Dialog };
    static props = {
        title: String,
        find: Function, // the answer of `service_gantt_offers`
        timesOf: Function, // of a change, in words
        take: Function,
        close: Function,
    };

    setup() {
        this.state = useState({ offers: [], reason: "", isTaking: false });
        onWillStart(async () => Object.assign(this.state, await this.props.find()));
    }

    async take({ change }) {
        this.state.isTaking = true;
        this.props.close();
        await this.props.take(change);
    }
}
