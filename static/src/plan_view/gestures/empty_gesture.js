import { spanText } from "../dates/times";
import { DragGhost } from "./drag_ghost";

/**
 * A drag over empty space. Within its row it draws a new record; as soon as it
 * leaves the row, or with Shift held, it is a rubber band that selects.
 */
export class EmptyGesture {
    constructor(board, { isBand, keeps }) {
        this.board = board;
        this.isBand = isBand;
        this.keeps = keeps;
    }

    start(ev) {
        const { board } = this;
        this.origin = board.getPoint(ev);
        this.row = board.dropRow(this.origin);
        this.isBand = this.isBand || !this.row || !board.planner.canCreate;
        this.corner = { x: ev.clientX, y: ev.clientY };
        this.scrolled = { left: board.scroller.scrollLeft, top: board.scrollTop };
        this.ghost = new DragGhost(board.root);
        this.ghost.addBox();
    }

    move(ev) {
        const { board } = this;
        const point = board.getPoint(ev);
        this.isBand = this.isBand || (point.rowKey !== null && point.rowKey !== this.row?.key);
        this.ghost.toggle("o_sg_drag_band", this.isBand);
        this.ghost.toggle("o_sg_drag_drawing", !this.isBand);
        if (this.isBand) {
            this.band = this.bandRect(ev);
            this.ghost.setBox(this.band);
            this.ghost.setLabel("", 0, 0);
            return;
        }
        const span = this.span(point);
        const ends = [span.start, span.stop].map((date) => board.clientX(ev, point, date));
        const top = board.rowTop(this.row) ?? ev.clientY;
        const left = Math.min(...ends);
        const width = Math.max(...ends) - left;
        this.ghost.setBox({ left, top, width, height: board.rowHeight(this.row) });
        this.ghost.setLabel(spanText(span, this.row.label), ends[0], top);
    }

    span(point) {
        const { board } = this;
        const [low, high] = [this.origin.px, point.px].sort((one, other) => one - other);
        const start = board.startAt(low, "floor");
        const stop = board.stopAt(high, "ceil");
        return { start, stop: stop > start ? stop : board.step(start, 1) };
    }

    bandRect(ev) {
        const { board, corner, scrolled } = this;
        const x = corner.x + scrolled.left - board.scroller.scrollLeft;
        const y = corner.y + scrolled.top - board.scrollTop;
        return {
            left: Math.min(x, ev.clientX),
            top: Math.min(y, ev.clientY),
            width: Math.abs(ev.clientX - x),
            height: Math.abs(ev.clientY - y),
        };
    }

    drop(ev) {
        const { planner } = this.board;
        const span = this.isBand ? null : this.span(this.board.getPoint(ev));
        this.cancel();
        if (span) {
            return planner.actions.create(this.row, span);
        }
        return planner.selection.take(this.board.blocksIn(this.band), this.keeps);
    }

    cancel() {
        this.ghost.remove();
        this.board.clearMarks();
    }
}
