import { arrowsOf } from "./arrows";
import { BlockViews } from "../block/block_view";
import { nextFrames } from "./frames";
import { Layout } from "./layout";
import { BlockCompiler } from "../block/service_gantt_compiler";
import { PlanLine } from "./plan_line";
import { columnTotals, countsHours, windowTotal } from "./totals";
import { formatLoad, formatPlanned } from "../dates/plan_words";
import { bandsOf, linesIn, sameBands } from "./viewport";
import { Component, onMounted, onWillRender, useEffect, useRef, useState } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { useThrottleForAnimation } from "@web/core/utils/timing";
import { useViewCompiler } from "@web/views/view_compiler";

const { DateTime } = luxon;

export const LABEL_WIDTH = 208;
const LONG_TOTAL = 100; // pixels for the hours planned and those available
const FOLDED_PANEL = 47;

/** For how long records are counted in one column of each scale. */
const PER_COLUMN = {
    day: _t("in each hour"),
    week: _t("on each day"),
    weeks: _t("on each day"),
    month: _t("on each day"),
    year: _t("in each month"),
};

/** Draws the plan: header, rows and blocks of what can be seen. */
export class ServiceGanttRenderer extends Component {
    static template = "service_management.ServiceGanttRenderer";
    static components = { PlanLine };
    static props = {
        model: Object,
        actions: Object,
        planning: { type: Object, optional: true },
    };

    setup() {
        this.scrollRef = useRef("scroll");
        this.isRtl = localization.direction === "rtl";
        this.labelWidth = LABEL_WIDTH;
        const { block } = this.model.archInfo.templateDocs;
        this.blockTemplate = useViewCompiler(BlockCompiler, block ? { block } : {}).block;
        this.state = useState({ bands: this.firstBands() });
        this.onScroll = useThrottleForAnimation(() => this.updateBands());
        this.model.setWidth(this.guessWidth());
        onWillRender(() => this.prepare());
        onMounted(() => this.measure());
        this.props.planning?.attach(this);
        useEffect(
            (el) => {
                const observer = new ResizeObserver(() => this.measure());
                observer.observe(el);
                return () => observer.disconnect();
            },
            () => [this.scrollRef.el],
        );
        useEffect(
            () => this.showToday(),
            () => [this.scale.name, this.scale.startMs],
        );
    }

    get model() {
        return this.props.model;
    }

    /** Layout and looks, made anew when the data, the scale or the width change. */
    prepare() {
        if (this.version === this.model.version) {
            return;
        }
        this.version = this.model.version;
        this.layout = new Layout(this.model);
        this.views = new BlockViews(this.model);
        this.totals = this.model.archInfo.totalRow ? this.makeTotals() : [];
    }

    makeTotals() {
        const totals = columnTotals(this.model);
        if (!countsHours(this.model)) {
            return totals.map((total) => ({
                ...total,
                label: String(total.amount),
                title: `${this.model.words.records}: ${total.amount}`,
            }));
        }
        return totals.map((total) => ({
            ...total,
            label: total.width < LONG_TOTAL ? formatPlanned(total) : formatLoad(total),
            title: formatLoad(total),
        }));
    }

    /** What the last line counts, and for how long. */
    get totalWords() {
        const { model, scale } = this;
        return countsHours(model)
            ? { title: _t("Hours planned"), note: formatLoad(windowTotal(model)) }
            : { title: model.words.records, note: PER_COLUMN[scale.name] };
    }

    freeTitle({ title, folded }) {
        return folded
            ? _t("%s: nobody works. Click to show the days off.", title)
            : _t("%s: nobody works. Click to fold the days off.", title);
    }

    // === WHAT CAN BE SEEN === //

    guessWidth() {
        const panel = this.env.searchModel?.display.searchPanel ? FOLDED_PANEL : 0;
        return Math.max(window.innerWidth - LABEL_WIDTH - panel - 16, 0);
    }

    firstBands() {
        return bandsOf({
            top: 0,
            height: window.innerHeight,
            start: 0,
            width: window.innerWidth,
        });
    }

    /** The size is kept, as asking for it while scrolling makes the browser lay out. */
    measure() {
        const el = this.scrollRef.el;
        if (!el) {
            return;
        }
        this.size = { width: el.clientWidth, height: el.clientHeight };
        const width = Math.max(this.size.width - LABEL_WIDTH, 0);
        if (Math.abs(width - this.model.width) > 1) {
            this.model.setWidth(width);
            this.render();
        }
        this.updateBands();
    }

    updateBands() {
        const el = this.scrollRef.el;
        if (!el) {
            return;
        }
        const bands = bandsOf({
            top: el.scrollTop,
            start: Math.abs(el.scrollLeft),
            ...this.size,
        });
        if (!sameBands(bands, this.state.bands)) {
            this.state.bands = bands;
        }
    }

    get lines() {
        return linesIn(this.layout.lines, this.state.bands);
    }

    /** Mirrored where one reads from right to left, as paths know no direction. */
    get arrows() {
        const { dependencyField } = this.model.archInfo;
        return dependencyField ? arrowsOf(this.layout, this.lines, dependencyField) : [];
    }

    get scale() {
        return this.model.scale;
    }

    get todayPx() {
        const now = DateTime.now();
        return now >= this.scale.start && now < this.scale.stop ? this.scale.toPx(now) : null;
    }

    /** Today is in view also where the window is wider than the screen. */
    showToday() {
        const el = this.scrollRef.el;
        const width = el.clientWidth - LABEL_WIDTH;
        const px = this.todayPx > width ? this.todayPx - width / 3 : 0;
        el.scrollLeft = this.isRtl ? -px : px;
        this.updateBands();
    }

    // === POINTS === //

    /** The row and the moment under a pointer. */
    getPoint(ev) {
        const rect = this.scrollRef.el.querySelector(".o_sg_lines").getBoundingClientRect();
        const x = this.isRtl ? rect.right - ev.clientX : ev.clientX - rect.left;
        const px = x - LABEL_WIDTH;
        const y = ev.clientY - rect.top;
        const line = linesIn(this.layout.lines, { top: y, bottom: y })[0];
        return { rowKey: line?.row.key || null, px, date: this.scale.toDate(px) };
    }

    /** Scrolls to a block and waits until it is drawn. */
    async scrollTo({ id, key }) {
        const el = this.scrollRef.el;
        const line = this.layout.lineByKey.get(key);
        const block = line?.blocks.find((one) => one.id === id);
        if (!block) {
            return;
        }
        const head = el.querySelector(".o_sg_head").offsetHeight;
        const [width, height] = [el.clientWidth - LABEL_WIDTH, el.clientHeight - head];
        const left = Math.abs(el.scrollLeft);
        if (block.px < left || block.px + Math.min(block.width, width) > left + width) {
            const px = Math.max(0, block.px - width / 3);
            el.scrollLeft = this.isRtl ? -px : px;
        }
        const top = line.top + block.top;
        if (top < el.scrollTop || top + block.height > el.scrollTop + height) {
            el.scrollTop = Math.max(0, top - height / 3);
        }
        this.updateBands();
        await nextFrames();
    }

    onBlockClick(block, ev) {
        this.props.actions.preview(block, this.views.of(block).warnings, ev);
    }
}
