import { registry } from "@web/core/registry";

const menu = (name) =>
    `.o_menu_sections [data-menu-xmlid="service_management.service_menu_${name}"]`;
const filled = (name, value) => `.o_field_widget[name=${name}] input:value(${value})`;

// From the open Service app: somebody calls and says a serial number.
const call = [
    {
        content: "Somebody calls",
        trigger: menu("new_call"),
        run: "click",
    },
    {
        content: "They say the serial number",
        trigger: ".modal .o_field_widget[name=caller] input",
        run: "edit CALL-1",
    },
    {
        content: "It is this machine",
        trigger: ".o-autocomplete--dropdown-item:contains(CALL-1):contains(Officine Call)",
        run: "click",
    },
    {
        content: "Customer and machine are known",
        trigger: `.modal:has(${filled("partner_id", "Officine Call")}) ${filled(
            "called_equipment_id",
            "CALL-1",
        )}`,
    },
    {
        content: "Somebody is to go there already",
        trigger: ".modal .alert:contains(Another job on this machine) a:contains(Leaks)",
    },
    {
        content: "The subject is proposed",
        trigger: ".modal .o_field_widget[name=title] input[placeholder*='Call Pump']",
    },
    {
        content: "Plan it",
        trigger: ".modal button[name=action_open_plan]",
        run: "click",
    },
    {
        content: "A person is proposed, and a time",
        trigger:
            ".modal:has([name=employee_ids] .o_tag:contains(Tessa)):has([name=date_start]) button[name=action_confirm]",
        run: "click",
    },
    {
        content: "It is planned, and nothing is open any more",
        trigger: "body:not(:has(.modal)) .o_notification:contains(Planned)",
    },
];

const late = [
    {
        content: "What is late or about to be",
        trigger: menu("late_jobs"),
        run: "click",
    },
    {
        content: "The reason is said, with the date",
        trigger: ".o_data_row:contains(Leaks) td[name=late_reason]:contains(yesterday)",
    },
];

function count(steps, { clicks, keys }) {
    const clicked = steps.filter(({ run }) => run === "click").length;
    const typed = steps
        .map(({ run }) => (run?.startsWith("edit ") ? run.length - "edit ".length : 0))
        .reduce((sum, length) => sum + length, 0);
    if (clicked > clicks || typed > keys) {
        throw new Error(`${clicked} clicks and ${typed} keys`);
    }
    return steps;
}

registry.category("web_tour.tours").add("service_call", {
    steps: () => [
        {
            content: "The app is open",
            trigger: ".o_service_gantt, .o_sg_renderer, .o_view_controller",
        },
        ...count(call, { clicks: 5, keys: 10 }),
        ...count(late, { clicks: 1, keys: 0 }),
    ],
});
