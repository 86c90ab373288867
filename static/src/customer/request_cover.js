import { markup } from "@odoo/owl";

import { rpc } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { KeepLast } from "@web/core/utils/concurrency";
import { setElementContent } from "@web/core/utils/html";
import { Interaction } from "@web/public/interaction";

/** Shows what covers the machine whose serial number is being typed. */
export class RequestCover extends Interaction {
    static selector = "main";
    static selectorHas = ".o_service_cover";
    dynamicContent = { _root: { "t-on-input": this.debounced(this.showCover, 400) } };
    answers = new KeepLast();

    async showCover({ target }) {
        if (!target.matches(".o_service_request input[name='serial']")) {
            return;
        }
        const { html } = await this.answers.add(
            rpc("/my/requests/cover", { serial: target.value }),
        );
        setElementContent(this.el.querySelector(".o_service_cover"), markup(html));
    }
}

registry.category("public.interactions").add("service_management.request_cover", RequestCover);
