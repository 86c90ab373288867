import { Component, onWillStart, useState } from "@odoo/owl";
import { scanBarcode } from "@web/core/barcode/barcode_dialog";
import { isBarcodeScannerSupported } from "@web/core/barcode/barcode_video_scanner";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/core/utils/numbers";
import { useDebounced } from "@web/core/utils/timing";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { useScan } from "../../equipment/scan/scan";

const JOB = "service.intervention";
const TYPING = 300; // milliseconds without a key before it is searched

/** How many of something, with two buttons as large as a thumb. */
class PartsCounter extends Component {
    static template = "service_management.PartsCounter";
    static props = { quantity: Number, onMinus: Function, onPlus: Function };

    get text() {
        return formatFloat(this.props.quantity, { trailingZeros: false });
    }
}

/** The parts of a job with + and −, and how many the van holds of each. */
export class PartsSheet extends Component {
    static template = "service_management.PartsSheet";
    static components = { PartsCounter };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.hasCamera = isBarcodeScannerSupported();
        this.keepLast = new KeepLast();
        this.jobId = this.props.action.params.job_id;
        this.state = useState({ place: "", parts: [], text: "", opened: null });
        this.scan = useScan((code) => this.orm.call(JOB, "scan_on_job", [[this.jobId], code]));
        this.change = useScan((args) => this.orm.call(JOB, "change_part", [[this.jobId], ...args]));
        this.search = useDebounced(() => this.load(), TYPING);
        onWillStart(() => this.load());
    }

    async load() {
        const call = this.orm.call(JOB, "get_parts", [[this.jobId], this.state.text]);
        Object.assign(this.state, await this.keepLast.add(call));
    }

    onSearch(event) {
        this.state.text = event.target.value;
        this.search();
    }

    /** A scanner ends with Enter, and so does whoever types a whole code. */
    async onCode(code) {
        const text = code?.trim();
        const found = text ? await this.scan(text) : {};
        if (found.type === "success") {
            this.state.text = "";
            await this.load();
        }
    }

    async onCamera() {
        await this.onCode(await scanBarcode(this.env));
    }

    onPlus(part) {
        if (part.is_tracked) {
            this.state.opened = this.state.opened === part.id ? null : part.id;
        } else {
            this.set(part, part.quantity + 1);
        }
    }

    onMinus(part) {
        if (part.is_tracked && part.lots.some((lot) => lot.quantity)) {
            this.state.opened = part.id;
        } else {
            this.set(part, Math.max(part.quantity - 1, 0));
        }
    }

    onLot(part, lot, step) {
        const most = part.is_serial ? 1 : Infinity;
        this.set(part, Math.min(Math.max(lot.quantity + step, 0), most), lot);
    }

    async set(part, quantity, lot) {
        await this.change([part.id, quantity, lot ? lot.id : false]);
        await this.load();
    }

    isOpened(part) {
        return this.state.opened === part.id || part.lots.some((lot) => lot.quantity);
    }

    /** Where it is, and how many there are. */
    stockOf(part) {
        if (part.there === null) {
            return "";
        }
        const quantity = formatFloat(part.there, { trailingZeros: false });
        return _t("%(quantity)s in %(place)s", { quantity, place: this.state.place });
    }

    onDone() {
        this.action.doAction({ type: "ir.actions.act_window_close" });
    }
}

registry.category("actions").add("service_parts", PartsSheet);
