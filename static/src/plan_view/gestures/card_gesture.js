import { spanOf } from "../planner/changes";
import { spanText } from "../dates/times";
import { DragGhost } from "./drag_ghost";

/** A card of the tray onto a row and a time. */
export class CardGesture {
    constructor(board, card, element) {
        this.board = board;
        this.card = card;
        this.element = element;
    }

    start(ev) {
        this.ghost = new DragGhost(this.board.root, "o_sg_drag_card");
        this.rect = this.ghost.addCopy(this.element);
        this.ghost.addBox();
        this.element.classList.add("o_sg_block_held");
        this.corner = { x: ev.clientX, y: ev.clientY };
        this.showOffers();
    }

    /** Where the card would fit best, in the rows, as soon as that is known. */
    async showOffers() {
        const { board } = this;
        const { tray } = board.planner;
        const offers = board.planner.canPlan ? await tray.hintOffers(this.card.id) : [];
        if (!this.isOver) {
            board.markOffers(
                offers.map(({ change, reasons }) => ({
                    rows: tray.proposedRows(change),
                    start: spanOf(change.new, board.planner.plan).start,
                    text: reasons[0] || "",
                })),
            );
        }
    }

    target(ev) {
        const { board } = this;
        const point = board.getPoint(ev);
        const row = board.isOverPlan(ev) && board.dropRow(point);
        if (!row) {
            return null;
        }
        const start = board.startAt(point.px, "floor");
        return {
            point,
            row,
            span: { start, stop: start.plus({ hours: this.card.duration || 1 }) },
        };
    }

    move(ev) {
        const { board, ghost } = this;
        const target = this.target(ev);
        ghost.toggle("o_sg_drag_landing", Boolean(target));
        board.markRow(target?.row);
        if (!target) {
            ghost.moveCopies(ev.clientX - this.corner.x, ev.clientY - this.corner.y);
            ghost.setLabel("", 0, 0);
            return;
        }
        const { span, row, point } = target;
        const ends = [span.start, span.stop].map((date) => board.clientX(ev, point, date));
        const left = Math.min(...ends);
        const top = board.rowTop(row);
        const width = Math.max(...ends) - left;
        ghost.setBox({ left, top, width, height: board.rowHeight(row) });
        ghost.setLabel(spanText(span, row.label), ends[0], top);
    }

    drop(ev) {
        const target = this.target(ev);
        this.cancel();
        return target && this.board.planner.tray.plan(this.card, target.row, target.span);
    }

    cancel() {
        this.isOver = true;
        this.ghost.remove();
        this.element.classList.remove("o_sg_block_held");
        this.board.clearMarks();
    }
}
