import { registry } from "@web/core/registry";

const job = (title) => `.o_event:contains(${title})`;
const day = (number) => `.fc-daygrid-day[data-date$="-${number}"] .fc-daygrid-day-events`;
const on = (number, title) => `.fc-daygrid-day[data-date$="-${number}"] ${job(title)}`;

registry.category("web_tour.tours").add("service_calendar", {
    steps: () => [
        {
            content: "Choose a scale",
            trigger: ".scale_button_selection",
            run: "click",
        },
        {
            content: "Look at the month",
            trigger: ".o_scale_button_month",
            run: "click",
        },
        {
            content: "The people stand beside the month",
            trigger: ".o_calendar_filter:contains(Tessa Technician)",
        },
        {
            content: "A job says for whom it is, and what",
            trigger: on(10, "· Repair"),
        },
        {
            content: "Drag a job to a free day",
            trigger: on(10, "Repair"),
            run: `drag_and_drop ${day(11)}`,
        },
        {
            content: "It is there",
            trigger: on(11, "Repair"),
        },
        {
            content: "Drag it to where its person is busy",
            trigger: on(11, "Repair"),
            run: `drag_and_drop ${day(12)}`,
        },
        {
            content: "Better not",
            trigger: ".modal:contains(is also on) button:contains(Cancel)",
            run: "click",
        },
        {
            content: "It is back",
            trigger: `body:not(:has(.modal)) ${on(11, "Repair")}`,
            run: `drag_and_drop ${day(12)}`,
        },
        {
            content: "It must be",
            trigger: ".modal:contains(is also on) button:contains(Plan Anyway)",
            run: "click",
        },
        {
            content: "It is there",
            trigger: `body:not(:has(.modal)) ${on(12, "Repair")}`,
        },
        {
            content: "What is done does not move",
            trigger: on(13, "Finished"),
            run: `drag_and_drop ${day(16)}`,
        },
        {
            content: "The server says why",
            trigger: ".modal:contains(cannot be moved) button:contains(Close)",
            run: "click",
        },
        {
            content: "It is back",
            trigger: `body:not(:has(.modal)) ${on(13, "Finished")}`,
        },
        {
            content: "Leave out a person",
            trigger: ".o_calendar_filter_item:contains(Tessa Technician) input",
            run: "click",
        },
        {
            content: "The jobs of that person are hidden",
            trigger: `.o_calendar_view:not(:has(${job("Repair")})):has(${job("Foreign")})`,
        },
        {
            content: "Open the cog",
            trigger: ".o_cp_action_menus .dropdown-toggle",
            run: "click",
        },
        {
            content: "Print the week",
            trigger: ".o_service_week_plan",
            run: "click",
        },
        {
            content: "Of everybody or of some",
            trigger: ".modal:has(button[name=action_pdf]) [name=employee_ids]",
        },
        {
            content: "Of the day that is shown, not of today",
            trigger: ".modal [name=date]",
            run: ({ anchor }) => {
                const shown = anchor.querySelector("input")?.value || anchor.textContent;
                if (!/Mar|03/.test(shown)) {
                    throw new Error(`The week of ${shown} would be printed`);
                }
            },
        },
    ],
});
