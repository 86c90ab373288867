import { movedSpan, spanOf } from "../planner/changes";
import { moveDelta } from "../dates/steps";
import { spanText } from "../dates/times";
import { DragGhost } from "./drag_ghost";

/**
 * One or several blocks to another time, another row, or back to the tray. With
 * Ctrl (or Cmd) held when they are dropped, they are copied.
 */
export class MoveGesture {
    constructor(board, blocks, held) {
        this.board = board;
        this.blocks = blocks;
        this.held = held;
    }

    start(ev) {
        const { board, held } = this;
        this.origin = board.getPoint(ev);
        this.span = spanOf(held.record, board.planner.plan);
        this.ghost = new DragGhost(board.root);
        this.scrolled = board.scrollTop;
        for (const block of this.blocks) {
            const element = board.blockElement(block);
            if (element) {
                const isHeld = block.row?.key === held.row?.key;
                const rect = this.ghost.addCopy(element, !isHeld);
                element.classList.add("o_sg_block_held");
                if (block === held) {
                    this.rect = rect;
                }
            }
        }
    }

    /** Where the held block would go, snapped to the precision of the scale. */
    target(ev) {
        const { board, origin, span } = this;
        const point = board.getPoint(ev);
        const isStill = Math.abs(point.px - origin.px) < board.stillPx;
        const delta = isStill ? 0 : moveDelta(board.scale, span.start, origin.px, point.px);
        return { point, delta, row: board.dropRow(point) || this.held.row };
    }

    move(ev) {
        const { board, ghost } = this;
        const isOverTray = board.isOverTray(ev);
        ghost.toggle("o_sg_drag_copying", board.isCopying(ev));
        ghost.toggle("o_sg_drag_unplanning", isOverTray);
        board.markTray(isOverTray);
        if (isOverTray) {
            ghost.shift(ev.clientX - this.rect.left, ev.clientY - this.rect.top);
            return;
        }
        const { delta, row, point } = this.target(ev);
        const moved = movedSpan(this.span, delta);
        const ends = [moved.start, moved.stop].map((date) => board.clientX(ev, point, date));
        const rowTop = board.rowTop(row);
        const homeTop = board.rowTop(this.held.row);
        const dy = rowTop === null || homeTop === null ? 0 : rowTop - homeTop;
        const dx = Math.min(...ends) - this.rect.left;
        ghost.shift(dx, dy + this.scrolled - board.scrollTop, dy);
        ghost.setLabel(spanText(moved, row?.label), this.rect.left, this.rect.top);
        board.markRow(row);
    }

    drop(ev) {
        const { board } = this;
        const { planner } = board;
        const { delta, row } = this.target(ev);
        const isOverTray = board.isOverTray(ev);
        const isCopy = board.isCopying(ev);
        this.cancel();
        if (isOverTray) {
            return planner.unplan(this.blocks.map(({ record }) => record));
        }
        return planner.move(this.blocks, { delta, from: this.held.row, to: row, isCopy });
    }

    cancel() {
        this.ghost.remove();
        this.board.clearMarks();
    }
}
