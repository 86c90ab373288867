import { registry } from "@web/core/registry";
import {
    at,
    away,
    block,
    card,
    drag,
    place,
    press,
    release,
    row,
    said,
    settled,
} from "./service_planning_pointer";

const nextWeek = [
    { trigger: ".o_sg_next", run: "click" },
    { content: "The jobs of next week", trigger: ".o_sg_block:contains(Two hours)" },
];
const tray = { trigger: ".o_sg_toggle_tray", run: "click" };
const focused = (name, title) =>
    `.o_sg_line:contains(${name}) .o_sg_block:contains(${title}):focus`;
const step = (content, trigger, run) => ({ content, trigger, run });

registry.category("web_tour.tours").add("service_planning_pointer", {
    steps: () => [
        ...nextWeek,
        step("Another day and another person", ".o_sg_block:contains(Move me)", async () => {
            const from = at(block("Move me"));
            await drag(from, away(from, { days: 2, name: "Bruno" }));
        }),
        step("One hour longer", said("Move me moved to Bruno"), async () => {
            const from = at(block("Stretch me"), 0.99);
            await drag(from, away(from, { hours: 1 }));
        }),
        step("A drag that Esc gives up", said("Stretch me"), async () => {
            const from = at(block("Stay here"));
            const to = away(from, { days: 1, name: "Bruno" });
            await drag(from, to, { isHeld: true });
            press("Escape");
            release(to);
        }),
        step("A copy with Ctrl held", ".o_sg:not(:has(.o_sg_drag))", async () => {
            const from = at(block("Copy me"));
            await drag(from, away(from, { days: 1, name: "Anna" }), { ctrlKey: true });
        }),
        step("The place of a split", said("Copied"), () => {
            const { x, y } = at(block("Split me"));
            const values = { bubbles: true, cancelable: true, clientX: x, clientY: y };
            block("Split me").dispatchEvent(new MouseEvent("contextmenu", values));
        }),
        step("Two of one", ".o_sg_menu [data-name=split]", "click"),
        step("Both halves", said("Split in two"), () => {}),
        tray,
        step("Back to the tray", ".o_sg_card:contains(In the tray)", async () => {
            await settled();
            await drag(at(block("Unplan me")), at(document.querySelector(".o_sg_tray")));
        }),
        step("From the tray onto the plan", ".o_sg_card:contains(Unplan me)", async () => {
            const { x, y } = at(card("In the tray"));
            await drag({ x, y: y + 20 }, place("Anna", 5, 9.02));
        }),
        step("Two in a rubber band", said("In the tray moved to Anna"), async () => {
            const [from, to] = [at(block("Together 1"), -0.2), at(block("Together 2"), 1.2)];
            await drag(from, { x: to.x, y: to.y + 12 }, { shiftKey: true });
        }),
        step("Both a day later", ".o_sg_selected:contains(Together 2)", async () => {
            const from = at(block("Together 1"));
            await drag(from, away(from, { days: 1 }));
        }),
        step("Undone", said("2 jobs moved"), () => {}),
        step("Undone", ".o_sg_undo:enabled", "click"),
        step("Done again", said("Undone"), () => press("z", { ctrlKey: true, shiftKey: true })),
        step("Something new, drawn", said("Done again"), async () => {
            await drag(place("Carla", 1, 9.02), place("Carla", 1, 11.9));
        }),
        step("Who for", ".o_dialog .o_field_widget[name=partner_id] input", "edit Officine Drawn"),
        step("Him", ".o_dialog .o-autocomplete--dropdown-item:contains(Officine Drawn)", "click"),
        step("Saved", ".o_dialog .o_form_button_save", "click"),
        step(
            "On the plan",
            "body:not(:has(.o_dialog)) .o_sg_line:contains(Carla) .o_sg_block",
            () => {
                if (!row("Carla").querySelector(".o_sg_block")) {
                    throw new Error("What was drawn is not in its row");
                }
            },
        ),
    ],
});

registry.category("web_tour.tours").add("service_planning_keyboard", {
    steps: () => [
        ...nextWeek,
        step("A closer look", ".o_sg_block:contains(Stay here)", "click"),
        step("A call", ".o_sg_popover a[href^='tel:']", () => {}),
        step("The way", ".o_sg_popover a[href*='openstreetmap']:contains(Lodi)", () => {}),
        step("The hours", ".o_sg_popover [name=duration]:contains(02:00)", () => {}),
        step("Seen", ".o_sg_popover_close", "click"),
        step("An hour later by keyboard", ".o_sg_block:contains(Move me)", () => {
            block("Move me").focus();
            press("ArrowRight", { altKey: true });
        }),
        step("Said", said("Move me moved to Anna"), () => {}),
        step("And to the next person", focused("Anna", "Move me"), () =>
            press("ArrowDown", { altKey: true }),
        ),
        step("Said", said("Move me moved to Bruno"), () => {}),
        step("And longer", focused("Bruno", "Move me"), () => {
            press("ArrowRight", { altKey: true, shiftKey: true });
        }),
        step("Onto another job", said("Move me:"), async () => {
            const from = at(block("Stay here"));
            await drag(from, at(block("Copy me")));
        }),
        step("Put back", ".o_sg_conflict_dialog:contains(Stay here)", () => {}),
        step("Put back", ".o_sg_put_back", "click"),
        step("Once more", "body:not(:has(.o_dialog))", async () => {
            const from = at(block("Stretch me"));
            await drag(from, at(block("Copy me")));
        }),
        step("Planned anyway", ".o_sg_conflict_dialog", () => {}),
        step("Planned anyway", ".o_sg_plan_anyway", "click"),
        step("Somebody else is quicker", said("Stretch me moved to Bruno"), async () => {
            const { orm } = odoo.__WOWL_DEBUG__.root.env.services;
            const from = at(block("Split me"));
            const id = Number(block("Split me").dataset.id);
            await orm.write("service.intervention", [id], { duration: 1 });
            await drag(from, away(from, { days: -1, name: "Anna" }));
        }),
        step("Said kindly", ".o_notification:contains(has just been changed)", () => {}),
        tray,
        step("Chosen", ".o_sg_card:contains(In the tray) input[type=checkbox]", "click"),
        step("Proposed", ".o_sg_propose:enabled", "click"),
        step("A ghost", ".o_sg_block.o_sg_ghost", () => {}),
        step("What it comes to", ".o_sg_summary tr:contains(Jobs)", () => {}),
        step("Accepted", ".o_sg_accept_all", "click"),
        step("Planned", ".o_sg_block:not(.o_sg_ghost):contains(In the tray)", () => {}),
    ],
});

/** Clicks that a planner needs, however many elements they pass through. */
const gestures = { count: 0 };
const countGesture = () => gestures.count++;

registry.category("web_tour.tours").add("service_planning_absence", {
    steps: () => [
        step("The day of Anna", ".o_sg_block:contains(Ring the bell)", () => {
            gestures.count = 0;
            document.addEventListener("click", countGesture, true);
        }),
        step("Absent today", ".o_sg_line:contains(Anna) .o_sg_row_action", "click"),
        step("What she had", ".o_sg_tray .o_sg_notice_offered:contains(Anna)", () => {}),
        step("It remembers her", ".o_sg_card_selected:contains(Ring the bell)", () => {
            const facts = card("Ring the bell").textContent;
            if (!facts.includes("To replan: Anna")) {
                throw new Error(`The card does not say whose it was: ${facts}`);
            }
        }),
        step("What stays", ".o_sg_notice_offered:contains(Promised stays)", () => {}),
        step("Replan", ".o_sg_plan_now:enabled", "click"),
        step("Planned", ".o_sg_line:contains(Bruno) .o_sg_block:contains(Ring the bell)", () => {
            document.removeEventListener("click", countGesture, true);
            if (gestures.count !== 2) {
                throw new Error(`It took ${gestures.count} gestures`);
            }
        }),
        step("Told", ".o_sg_notice_offered:contains(Ring the bell: Bruno)", () => {}),
        step("Undone", ".o_sg_undo:enabled", "click"),
        step("Waits again", ".o_sg_card:contains(Ring the bell)", () => {}),
        step("Undone", ".o_sg_undo:enabled", "click"),
        step(
            "Hers again",
            ".o_sg_line:contains(Anna) .o_sg_block:contains(Ring the bell)",
            () => {},
        ),
        step("She is here", ".o_sg_line:contains(Anna):not(:has(.o_sg_row_action_on))", () => {}),
        step("Once more", ".o_sg_redo:enabled", "click"),
        step("Absent", ".o_sg_line:contains(Anna) .o_sg_row_action_on", () => {}),
        step("Once more", ".o_sg_plan_now:enabled", "click"),
        step("Planned", ".o_sg_line:contains(Bruno) .o_sg_block:contains(Ring the bell)", () => {}),
    ],
});

registry.category("web_tour.tours").add("service_planning_help", {
    steps: () => [
        ...nextWeek,
        tray,
        step("Who can come?", ".o_sg_card:contains(In the tray) .o_sg_card_offers", "click"),
        step("Somebody, and why", ".o_sg_offer:contains(on the way)", "click"),
        step("Planned", ".o_sg_block:not(.o_sg_ghost):contains(In the tray)", () => {}),
        step("Undone", ".o_sg_undo:enabled", "click"),
        step("Waits again", ".o_sg_card:contains(In the tray)", () => {}),
        step("The map", ".o_sg_toggle_map", "click"),
        step("A pin", ".o_sg_map .o_sg_pin", async ({ anchor }) => {
            const { x, y } = at(anchor);
            await settled();
            await drag({ x, y }, place("Anna", 1, 13.02));
        }),
        step("Onto the plan", said("In the tray moved to Anna"), () => {}),
        step("Better times", ".o_sg_improve:enabled", "click"),
        step("A difference", ".o_sg_proposed:contains(Far away)", () => {}),
        step("Taken", ".o_sg_accept_all", "click"),
        step("Hers", ".o_sg_line:contains(Carla):contains('2 of')", () => {}),
    ],
});
