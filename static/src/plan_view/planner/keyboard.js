import { localization } from "@web/core/l10n/localization";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { useEffect } from "@odoo/owl";
import { spanOf, wallDelta } from "./changes";
import { stepped } from "../dates/steps";
import { neighbourRow, nextBlock } from "./navigation";

const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

/** Rows with their blocks in the order of time, as the arrows walk through them. */
function linesOf({ model, plan }) {
    return model.rows
        .filter((row) => row.leaf)
        .map(({ key }) => ({
            key,
            blocks: model
                .recordsInRow(key)
                .map((record) => ({ id: record.id, start: +spanOf(record, plan).start }))
                .sort((one, other) => one.start - other.start || one.id - other.id),
        }));
}

/** Left is earlier, except where one reads from right to left. */
function timeWay(key) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[key] || 0;
    return localization.direction === "rtl" ? -way : way;
}

/** Everything that the pointer does, with the block that has the focus. */
export class Keyboard {
    constructor({ planner, focus }) {
        this.planner = planner;
        this.focus = focus;
    }

    /** @returns {boolean} whether the key was for the plan */
    handle(ev) {
        const element = ev.target.closest(".o_sg_block");
        const block = element && this.planner.board.blockAt(element);
        if (!block) {
            return false;
        }
        return ARROWS.includes(ev.key) ? this.handleArrow(ev, block) : this.handleKey(ev, block);
    }

    handleKey(ev, block) {
        const { planner } = this;
        const { actions } = planner;
        switch (ev.key) {
            case " ":
                planner.selection.toggle(block.record.id, block.key);
                return true;
            case "Enter":
                return this.open(ev, block);
            case "x":
                return this.swap(ev, block);
            case "Delete":
                actions.remove(planner.blocksWith(block));
                return true;
            case "Escape":
                planner.selection.clear();
                return true;
            default:
                return false;
        }
    }

    /** The form of one; of several together the list. */
    open(ev, block) {
        if (this.planner.isBundle(block)) {
            ev.target.click();
        } else {
            this.planner.actions.open(block);
        }
        return true;
    }

    /** The two that are selected, or the selected one and this. */
    swap(ev, block) {
        const pair = !ev.ctrlKey && !ev.metaKey && this.planner.pairWith(block);
        if (pair) {
            this.planner.swap(pair);
        }
        return Boolean(pair);
    }

    handleArrow(ev, block) {
        if (ev.ctrlKey || ev.metaKey) {
            return false;
        }
        if (!ev.altKey) {
            this.focusNext(ev.key, block);
        } else if (this.planner.canEdit && !block.record.readonly) {
            this[ev.shiftKey ? "stretch" : "push"](ev.key, block);
        }
        return true;
    }

    focusNext(key, block) {
        const arrow = timeWay(key) ? (timeWay(key) < 0 ? "ArrowLeft" : "ArrowRight") : key;
        const current = { id: block.record.id, key: block.row.key };
        const next = nextBlock(linesOf(this.planner), current, arrow);
        if (next) {
            this.focus(next);
        }
    }

    /** By one step in time, or to the row above or below. */
    async push(key, block) {
        const { planner } = this;
        const way = timeWay(key);
        const blocks = planner.blocksWith(block);
        if (way) {
            const { start } = spanOf(block.record, planner.plan);
            const delta = wallDelta(start, stepped(planner.model.scale, start, way));
            planner.move(blocks, { delta, from: block.row, to: block.row });
            this.focus({ id: block.record.id, key: block.row.key });
            return;
        }
        const to = neighbourRow(planner.model.rows, block.row.key, key === "ArrowUp" ? -1 : 1);
        if (to) {
            planner.move(blocks, { delta: 0, from: block.row, to });
            this.focus({ id: block.record.id, key: to.key });
        }
    }

    /** The end of the block by one step. */
    stretch(key, block) {
        const way = timeWay(key);
        const { planner } = this;
        if (way && !planner.isBundle(block)) {
            const { stop } = spanOf(block.record, planner.plan);
            planner.resize(block, "stop", stepped(planner.model.scale, stop, way));
            this.focus({ id: block.record.id, key: block.row.key });
        }
    }
}

export function useKeyboard(ref, params) {
    const keyboard = new Keyboard(params);
    useHotkey("control+z", () => params.planner.undo());
    useHotkey("control+shift+z", () => params.planner.redo());
    useHotkey("control+y", () => params.planner.redo());
    const onKeyDown = (ev) => {
        if (keyboard.handle(ev)) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    };
    useEffect(
        (root) => {
            root?.addEventListener("keydown", onKeyDown);
            return () => root?.removeEventListener("keydown", onKeyDown);
        },
        () => [ref.el],
    );
}
