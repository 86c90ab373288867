import { Component } from "@odoo/owl";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

const PLANS = ["service_gantt", "calendar"];

/** Prints the week that is shown, from the cog of the plan and of the calendar. */
export class WeekPlanMenu extends Component {
    static template = "service_management.WeekPlanMenu";
    static components = { DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
    }

    onSelected() {
        this.action.doAction("service_management.service_week_plan_print_action", {
            additionalContext: { default_date: this.env.getShownDay?.() },
        });
    }
}

registry.category("cogMenu").add("service-week-plan", {
    Component: WeekPlanMenu,
    groupNumber: 20,
    isDisplayed: ({ config, searchModel }) =>
        searchModel.resModel === "service.intervention" && PLANS.includes(config.viewType),
});
