import { spanOf } from "../planner/changes";
import { spanText } from "../dates/times";
import { DragGhost } from "./drag_ghost";

/** One end of a block to another time; the other end stays. */
export class ResizeGesture {
    constructor(board, block, edge) {
        this.board = board;
        this.block = block;
        this.edge = edge;
    }

    start(ev) {
        const { board, block, edge } = this;
        this.span = spanOf(block.record, board.planner.plan);
        const element = board.blockElement(block);
        this.rect = element.getBoundingClientRect();
        this.scrolled = board.scrollTop;
        element.classList.add("o_sg_block_held");
        this.ghost = new DragGhost(board.root, "o_sg_drag_resizing");
        this.ghost.addBox();
        this.offset = board.getPoint(ev).px - board.scale.toPx(this.span[edge]);
    }

    /** Never shorter than one step of the scale. */
    target(ev) {
        const { board, span, edge } = this;
        const { px } = board.getPoint(ev);
        if (edge === "start") {
            const start = board.startAt(px - this.offset);
            return start < span.stop ? start : board.step(span.stop, -1);
        }
        const stop = board.stopAt(px - this.offset);
        return stop > span.start ? stop : board.step(span.start, 1);
    }

    move(ev) {
        const { board, rect } = this;
        const span = { ...this.span, [this.edge]: this.target(ev) };
        const point = board.getPoint(ev);
        const ends = [span.start, span.stop].map((date) => board.clientX(ev, point, date));
        const left = Math.min(...ends);
        const top = rect.top + this.scrolled - board.scrollTop;
        const width = Math.max(...ends) - left;
        this.ghost.setBox({ left, top, width, height: rect.height });
        this.ghost.setLabel(spanText(span), ends[0], top);
    }

    drop(ev) {
        const date = this.target(ev);
        this.cancel();
        return this.board.planner.resize(this.block, this.edge, date);
    }

    cancel() {
        this.ghost.remove();
        this.board.clearMarks();
    }
}
