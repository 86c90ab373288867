import { localization } from "@web/core/l10n/localization";
import { stepped } from "../dates/steps";

const STILL_PX = 5;
const EDGE_PX = 6;

function isWithin(element, { clientX, clientY }) {
    if (!element) {
        return false;
    }
    const rect = element.getBoundingClientRect();
    return (
        clientX >= rect.left &&
        clientX <= rect.right &&
        clientY >= rect.top &&
        clientY <= rect.bottom
    );
}

function meets(one, other) {
    return (
        one.left < other.left + other.width &&
        other.left < one.left + one.width &&
        one.top < other.top + other.height &&
        other.top < one.top + one.height
    );
}

/** What gestures need of the screen: where rows, blocks and times are. */
export class Board {
    stillPx = STILL_PX;

    constructor({ planner, root, getPoint }) {
        this.planner = planner;
        this.root = root;
        this.getPoint = getPoint;
    }

    get model() {
        return this.planner.model;
    }

    get scale() {
        return this.model.scale;
    }

    get isRtl() {
        return localization.direction === "rtl";
    }

    get scroller() {
        return this.root.querySelector(".o_sg_scroll");
    }

    get scrollTop() {
        return this.scroller.scrollTop;
    }

    get tray() {
        return this.root.querySelector(".o_sg_tray");
    }

    // === TIME === //

    /** Where a time is on the screen, seen from a pointer whose time is known. */
    clientX(ev, point, date) {
        const way = this.scale.toPx(date) - point.px;
        return ev.clientX + (this.isRtl ? -way : way);
    }

    dateAt(ev) {
        return this.startAt(this.getPoint(ev).px);
    }

    startAt(px, rounding = "round") {
        return this.scale.snap(this.scale.toDate(px), rounding);
    }

    /** The end of a day, and not the morning after, where a day's column ends. */
    stopAt(px, rounding = "round") {
        return this.scale.snap(this.scale.toDate(px - 1), rounding);
    }

    step(date, count) {
        return stepped(this.scale, date, count);
    }

    // === ROWS AND BLOCKS === //

    dropRow({ rowKey }) {
        return (rowKey != null && this.model.rowByKey(rowKey)) || null;
    }

    rowElement(row) {
        return row && this.root.querySelector(`.o_sg_row[data-key="${CSS.escape(row.key)}"]`);
    }

    rowTop(row) {
        return this.rowElement(row)?.getBoundingClientRect().top ?? null;
    }

    rowHeight(row) {
        return this.rowElement(row)?.getBoundingClientRect().height ?? 0;
    }

    blockAt(element) {
        const { id, key } = element.dataset;
        return this.planner.block(Number(id), key);
    }

    /** Whether the pointer is on the words beside a block: what is drawn there is new. */
    isBeside(element, ev) {
        return element.matches(".o_sg_block") && !isWithin(element, ev);
    }

    /** The end of a block that is under the pointer; a narrow block has a middle, too. */
    edgeAt(element, { clientX }) {
        const { left, right, width } = element.getBoundingClientRect();
        const reach = Math.min(EDGE_PX, width / 4);
        if (clientX - left < reach) {
            return this.isRtl ? "stop" : "start";
        }
        if (right - clientX < reach) {
            return this.isRtl ? "start" : "stop";
        }
        return null;
    }

    blockElement({ id, row }) {
        const key = row ? `[data-key="${CSS.escape(row.key)}"]` : "";
        return this.root.querySelector(`.o_sg_block[data-id="${id}"]${key}`);
    }

    blocksIn(rect) {
        return [...this.root.querySelectorAll(".o_sg_block[data-id]")]
            .filter((element) => meets(rect, element.getBoundingClientRect()))
            .map(({ dataset }) => ({ id: Number(dataset.id), key: dataset.key }));
    }

    // === WHERE THE POINTER IS === //

    isOverTray(ev) {
        return isWithin(this.tray, ev);
    }

    isOverPlan(ev) {
        return isWithin(this.scroller, ev) && !this.isOverTray(ev);
    }

    isCopying(ev) {
        return (ev.ctrlKey || ev.metaKey) && this.planner.canCreate;
    }

    // === MARKS === //

    markRow(row) {
        const element = this.rowElement(row);
        if (element !== this.marked) {
            this.marked?.classList.remove("o_sg_row_target");
            element?.classList.add("o_sg_row_target");
            this.marked = element;
        }
    }

    markTray(isOver) {
        this.tray?.classList.toggle("o_sg_tray_target", isOver);
    }

    /** One record wherever it is shown: on the plan, in the tray and on the map. */
    light(id, isOn) {
        for (const element of this.root.querySelectorAll(`[data-id="${id}"]`)) {
            element.classList.toggle("o_sg_lit", isOn);
        }
    }

    /** Signs where a card fits, the best of each row. */
    markOffers(offers) {
        for (const { rows, start, text } of offers) {
            for (const row of rows) {
                const element = this.rowElement(row);
                if (element && !("offer" in element.dataset)) {
                    element.dataset.offer = `✓ ${text}`;
                    element.style.setProperty("--o-sg-offer-at", `${this.scale.toPx(start)}px`);
                }
            }
        }
    }

    clearMarks() {
        for (const element of this.root.querySelectorAll(".o_sg_row[data-offer]")) {
            delete element.dataset.offer;
            element.style.removeProperty("--o-sg-offer-at");
        }
        this.markRow(null);
        this.markTray(false);
        for (const element of this.root.querySelectorAll(".o_sg_block_held")) {
            element.classList.remove("o_sg_block_held");
        }
    }
}
