import { registry } from "@web/core/registry";

const kinds = (codes) => codes.map((code) => `:has([data-kind=${code}])`).join("");

let taps = 0;

const countTap = () => (taps += 1);

/** As a scanner does, which types into whatever is there and ends with Enter. */
function scan(code) {
    document.activeElement.blur();
    for (const key of [...code, "Enter"]) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    }
}

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
            content: "One scan, without a touch before",
            trigger: ".o_service_start_box input",
            run() {
                window.addEventListener("pointerdown", countTap, { capture: true });
                scan("LIFE-1");
            },
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
            run() {
                window.removeEventListener("pointerdown", countTap, { capture: true });
                if (taps) {
                    throw new Error(`${taps} taps, and not just one scan`);
                }
            },
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
