import { serviceGanttView } from "../plan_view/service_gantt_view";
import { Words } from "../plan_view/words";
import { OperationAdvice } from "./plan_advice";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

export class OperationWords extends Words {
    get records() {
        return _t("Operations");
    }

    together(count) {
        return _t("%s operations", count);
    }
}

registry.category("views").add("service_operation_plan", {
    ...serviceGanttView,
    Words: OperationWords,
    Advice: OperationAdvice,
});
