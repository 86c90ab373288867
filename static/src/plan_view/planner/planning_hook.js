import { useEffect, useState } from "@odoo/owl";
import { usePopover } from "@web/core/popover/popover_hook";
import { useBus, useService } from "@web/core/utils/hooks";
import { BlockActions } from "../actions/block_actions";
import { BlockMenu } from "../actions/block_menu";
import { useGestures } from "../gestures/gestures_hook";
import { useKeyboard } from "./keyboard";
import { useLive } from "../model/live";
import { nextFrames } from "../timeline/frames";
import { Planner } from "./planner";

/** What the view needs of the planner's hands: its state, and the way to its renderer. */
class Planning {
    renderer = null;

    constructor({ planner, panels, live, ui }) {
        Object.assign(this, { planner, panels, live, ui });
        this.getPoint = (ev) => this.renderer.getPoint(ev);
    }

    attach(renderer) {
        this.renderer = renderer;
        useEffect(() => this.markSelected());
    }

    /** Blocks come and go while one scrolls, so that each drawing marks them anew. */
    markSelected() {
        const { board, selection } = this.planner;
        for (const element of board?.root.querySelectorAll(".o_sg_block") || []) {
            const isSelected = selection.has(Number(element.dataset.id));
            const pressed = isSelected ? "true" : "false";
            if (element.getAttribute("aria-pressed") !== pressed) {
                element.classList.toggle("o_sg_selected", isSelected);
                element.setAttribute("aria-pressed", pressed);
            }
        }
    }

    get conflicts() {
        const { model, plan } = this.planner;
        return [...model.records.values()].filter(
            (record) => record.conflicts?.length && record[plan.dateStart],
        );
    }

    /** What can be done with a block where it was clicked, beside opening and deleting it. */
    itemsAt({ record, key }, ev) {
        const { planner } = this;
        const block = planner.block(record.id, key);
        const date = this.ui.isSmall ? null : planner.board?.dateAt(ev);
        const items = block ? planner.actions.items(block, date) : [];
        return items.filter(({ name }) => !["open", "delete"].includes(name));
    }

    /** On a phone a card is planned in a form. */
    get cardMove() {
        const { actions } = this.planner;
        return this.ui.isSmall ? (card) => actions.planCard(card) : undefined;
    }

    /** What has just been moved is drawn first where it is now. */
    async focus({ id, key }) {
        const { planner } = this;
        await nextFrames();
        await this.renderer.scrollTo({ id, key });
        planner.board?.blockElement({ id, row: planner.model.rowByKey(key) })?.focus();
    }

    /** What is under the pointer lights up wherever it is shown. */
    light({ target, type }) {
        const { id } = target.closest(".o_sg_block, .o_sg_card")?.dataset || {};
        if (id && this.panels.map) {
            this.planner.board.light(id, type === "pointerover");
        }
    }

    /** To a block; on a phone to the day of who has it. */
    goTo(id) {
        const { model } = this.planner;
        const [key] = model.record(id)?.rows || [];
        if (this.ui.isSmall) {
            model.phoneKey = key;
            this.panels.conflicts = false;
            return model.notify();
        }
        return this.focus({ id: model.shownRecord(id, key).id, key });
    }
}

/**
 * Everything the planner does in the view, hooked to its root element.
 *
 * @param {{ el: HTMLElement }} root
 * @param {Object} model of the view
 * @param {Function} open the form of an id
 * @param {Object} [history] what was done before the view was left
 */
export function usePlanning(root, model, open, history) {
    const dialog = useService("dialog");
    const notification = useService("notification");
    const ui = useService("ui");
    const planner = new Planner({ model, dialog, notification, history });
    planner.actions = new BlockActions({ planner, dialog, open });
    const panels = useState({ tray: false, conflicts: false, map: false });
    const live = useState({ words: "" });
    const selection = useState(planner.selection);
    const planning = new Planning({ planner, panels, live, ui });
    useBus(planner.bus, "ANNOUNCE", ({ detail }) => (live.words = detail));
    useBus(planner.bus, "SHOW", ({ detail }) => planning.goTo(detail));
    useBus(planner.bus, "SHOW_TRAY", () => (panels.tray = true));
    const session = useGestures(root, {
        planner,
        getPoint: planning.getPoint,
        isEnabled: () => !ui.isSmall && !model.useSampleModel,
    });
    useKeyboard(root, { planner, focus: (block) => planning.focus(block) });
    const refresher = useLive({ planner, session });
    useBus(planner.bus, "CHANGED", () => refresher.soon());
    useEffect(
        () => planning.markSelected(),
        () => [selection.keys],
    );
    useBlockMenu(root, planner, ui);
    useEffect(
        (el) => {
            const light = (ev) => planning.light(ev);
            const kinds = ["pointerover", "pointerout"];
            kinds.forEach((kind) => el?.addEventListener(kind, light));
            return () => kinds.forEach((kind) => el?.removeEventListener(kind, light));
        },
        () => [root.el],
    );
    return planning;
}

function useBlockMenu(root, planner, ui) {
    const popover = usePopover(BlockMenu, { position: "bottom-start" });
    const onContextMenu = (ev) => {
        const element = ev.target.closest(".o_sg_block");
        const block = element && planner.board.blockAt(element);
        if (block && !ui.isSmall) {
            ev.preventDefault();
            const date = planner.board.dateAt(ev);
            popover.open(element, { items: planner.actions.items(block, date) });
        }
    };
    useEffect(
        (el) => {
            el?.addEventListener("contextmenu", onContextMenu);
            return () => el?.removeEventListener("contextmenu", onContextMenu);
        },
        () => [root.el],
    );
}
