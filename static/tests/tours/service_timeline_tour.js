import { registry } from "@web/core/registry";

const kinds = (codes) => codes.map((code) => `:has([data-kind=${code}])`).join("");

registry.category("web_tour.tours").add("service_timeline", {
    steps: () => [
        {
            content: "A wrong code is told in a few words",
            trigger: ".o_service_start_box input",
            run: "edit WRONG-1",
        },
        {
            trigger: ".o_service_start_box input",
            run: "press Enter",
        },
        {
            trigger: "body:not(:has(.modal)) .o_notification:contains(“WRONG-1”)",
        },
        {
            content: "One scan, which ends with Enter",
            trigger: ".o_service_start_box input",
            run: "edit LIFE-1",
        },
        {
            trigger: ".o_service_start_box input",
            run: "press Enter",
        },
        {
            content: "The whole life is there, and no amount of an invoice",
            trigger: `.o_service_timeline:not(:has([data-kind=invoice]))${kinds([
                "movement",
                "note",
                "job",
                "part",
                "measure",
                "contract",
            ])}`,
        },
        {
            content: "Only the measures",
            trigger: ".o_service_timeline_kind[data-kind=measure]",
            run: "click",
        },
        {
            trigger:
                ".o_service_timeline:not(:has(li[data-kind=job])) li[data-kind=measure]:contains(2.5)",
        },
    ],
});
