import { onWillUnmount, useEffect } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { Board } from "./board";
import { CardGesture } from "./card_gesture";
import { edgeScroll } from "./edge_scroll";
import { EmptyGesture } from "./empty_gesture";
import { MoveGesture } from "./move_gesture";
import { PointerSession } from "./pointer_session";
import { ResizeGesture } from "./resize_gesture";

const WITH_CLICKS_OF_THEIR_OWN = "button, a, input, select, textarea, label";

/** Which gesture begins where the pointer is pressed, if any. */
export function chooseGesture(board, ev) {
    const { planner } = board;
    const element = ev.target.closest(".o_sg_block, .o_sg_card, .o_sg_row");
    if (ev.button !== 0 || !element || ev.target.closest(WITH_CLICKS_OF_THEIR_OWN)) {
        return null;
    }
    if (element.matches(".o_sg_row") || board.isBeside(element, ev)) {
        const isBand = ev.shiftKey || ev.ctrlKey || ev.metaKey;
        return new EmptyGesture(board, { isBand, keeps: isBand });
    }
    if (!planner.canEdit) {
        return null;
    }
    if (element.matches(".o_sg_card")) {
        const card = planner.tray.card(Number(element.dataset.id));
        return card ? new CardGesture(board, card, element) : null;
    }
    const block = board.blockAt(element);
    if (!block || block.record.readonly) {
        return null;
    }
    const edge = !planner.isBundle(block) && board.edgeAt(element, ev);
    return edge
        ? new ResizeGesture(board, block, edge)
        : new MoveGesture(board, planner.blocksWith(block), block);
}

/**
 * Listens to the pointer over the whole view and hands what it does to a gesture.
 *
 * @param {{ el: HTMLElement }} ref
 * @param {{ planner: Object, getPoint: Function, isEnabled: Function }} params
 */
export function useGestures(ref, { planner, getPoint, isEnabled = () => true }) {
    const session = new PointerSession();
    let board = null;
    let isClickEaten = false;

    /** Draws at most once per frame, also while only the edge scrolls. */
    function follow() {
        if (session.isDragging) {
            edgeScroll(board.scroller, session.last);
            session.gesture.move(session.last);
            browser.requestAnimationFrame(follow);
        } else {
            board.root.classList.remove("o_sg_dragging");
        }
    }

    function watch() {
        board.root.classList.add("o_sg_dragging");
        browser.requestAnimationFrame(follow);
    }

    const onPointerDown = (ev) => {
        isClickEaten = false;
        const gesture = isEnabled() && chooseGesture(board, ev);
        if (gesture) {
            session.press(ev, gesture, watch);
        }
    };
    const onPointerMove = (ev) => session.move(ev);
    const onPointerUp = (ev) => {
        isClickEaten = session.release(ev) || isClickEaten;
    };
    const onCancel = () => session.cancel();
    const onKeyDown = (ev) => {
        if (ev.key === "Escape" && session.cancel()) {
            isClickEaten = true;
            ev.preventDefault();
            ev.stopPropagation();
        }
    };
    const onTouchMove = (ev) => {
        if (session.isDragging && ev.cancelable) {
            ev.preventDefault();
        }
    };
    const onContextMenu = (ev) => {
        if (session.isDragging) {
            ev.preventDefault();
            ev.stopPropagation();
        }
    };

    /** The click that ends a drag opens nothing; one with Shift or Ctrl selects. */
    const onClick = (ev) => {
        const element = ev.target.closest(".o_sg_block");
        const isSelecting = element && (ev.shiftKey || ev.ctrlKey || ev.metaKey);
        if (isSelecting && !isClickEaten) {
            planner.selection.toggle(Number(element.dataset.id), element.dataset.key);
        } else if (!isClickEaten && !element && ev.target.closest(".o_sg_row")) {
            planner.selection.clear();
        }
        if (isSelecting || isClickEaten) {
            ev.preventDefault();
            ev.stopPropagation();
        }
        isClickEaten = false;
    };

    useEffect(
        (root) => {
            if (!root) {
                return;
            }
            board = new Board({ planner, root, getPoint });
            planner.board = board;
            const listeners = [
                [root, "pointerdown", onPointerDown],
                [root, "click", onClick, true],
                [root, "contextmenu", onContextMenu, true],
                [root, "touchmove", onTouchMove, { passive: false }],
                [root, "dragstart", (ev) => ev.preventDefault()],
                [window, "pointermove", onPointerMove],
                [window, "pointerup", onPointerUp],
                [window, "pointercancel", onCancel],
                [window, "blur", onCancel],
                [window, "keydown", onKeyDown, true],
            ];
            listeners.forEach(([target, ...rest]) => target.addEventListener(...rest));
            return () =>
                listeners.forEach(([target, ...rest]) => target.removeEventListener(...rest));
        },
        () => [ref.el],
    );
    onWillUnmount(() => session.cancel());
    return session;
}
