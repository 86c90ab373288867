import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { addSheet, useBackToClose, useSending } from "./sheet";

/** Asks why a required operation is skipped. */
export class SkipSheet extends Component {
    static template = "service_management.SkipSheet";
    static components = { Dialog };
    static props = {
        id: Number,
        name: String,
        close: Function,
        onNext: { type: Function, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.sending = useSending();
        this.state = useState({ reason: "" });
        useAutofocus();
        useBackToClose(() => this.props.close());
    }

    get reason() {
        return this.state.reason.trim();
    }

    async skip() {
        const call = () =>
            this.orm.call("service.activity", "action_skip", [[this.props.id], this.reason]);
        if (this.reason && (await this.sending.send(call))) {
            this.props.close();
        }
    }
}

addSheet("service_skip", SkipSheet);
