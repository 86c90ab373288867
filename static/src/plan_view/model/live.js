import { onWillDestroy } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { user } from "@web/core/user";

const WAIT = 800;
const FLASH = 2500;

/** Several messages in a row are one refresh. */
export class Refresher {
    constructor(refresh, wait = WAIT) {
        this.refresh = refresh;
        this.wait = wait;
        this.foreign = new Set();
    }

    note({ ids, user_id: userId }) {
        if (userId !== user.userId) {
            (ids || []).forEach((id) => this.foreign.add(id));
        }
        this.soon();
    }

    soon() {
        browser.clearTimeout(this.timer);
        this.timer = browser.setTimeout(() => this.run(), this.wait);
    }

    async run() {
        const foreign = [...this.foreign];
        this.foreign.clear();
        await this.refresh(foreign);
    }

    stop() {
        browser.clearTimeout(this.timer);
    }
}

/** What another planner changed lights up for a moment. */
export function flash(root, ids) {
    for (const id of ids) {
        for (const element of root.querySelectorAll(`.o_sg_block[data-id="${id}"]`)) {
            element.classList.add("o_sg_flash");
            browser.setTimeout(() => element.classList.remove("o_sg_flash"), FLASH);
        }
    }
}

/** Changes by others appear without a reload. A drag is never disturbed. */
export function useLive({ planner, session }) {
    const bus = useService("bus_service");
    const { model } = planner;
    const refresher = new Refresher(async (foreign) => {
        if (session.isDragging) {
            refresher.soon();
            foreign.forEach((id) => refresher.foreign.add(id));
            return;
        }
        await model.load();
        browser.requestAnimationFrame(() => planner.board && flash(planner.board.root, foreign));
    });
    const onChanged = (payload) => {
        if (payload.model === model.resModel) {
            refresher.note(payload);
            if (payload.user_id !== user.userId) {
                planner.tray.outdate(payload.ids || []);
            }
        }
    };
    const channel = `service_gantt/${model.resModel}`;
    bus.addChannel(channel);
    bus.subscribe("service_gantt/changed", onChanged);
    onWillDestroy(() => {
        refresher.stop();
        bus.unsubscribe("service_gantt/changed", onChanged);
        bus.deleteChannel(channel);
    });
    return refresher;
}
