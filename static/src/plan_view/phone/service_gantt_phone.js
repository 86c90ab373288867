import { BlockViews } from "../block/block_view";
import { stack } from "../timeline/lanes";
import { formatLoad, formatTime } from "../dates/plan_words";
import { loadOf } from "../timeline/layout";
import { BlockCompiler } from "../block/service_gantt_compiler";
import { RowActions } from "../actions/row_actions";
import { Component, onWillRender } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { useViewCompiler } from "@web/views/view_compiler";

const HOUR_PX = 88; // half an hour has room for two lines
const MIN_BLOCK = 44;
const SWIPE_PX = 60;

/** The plan on a phone: one day of one row, from morning to evening. */
export class ServiceGanttPhone extends Component {
    static template = "service_management.ServiceGanttPhone";
    static components = { RowActions };
    static props = {
        model: Object,
        actions: Object,
        planner: { type: Object, optional: true },
    };

    setup() {
        const { block } = this.model.archInfo.templateDocs;
        this.blockTemplate = useViewCompiler(BlockCompiler, block ? { block } : {}).block;
        this.hourPx = HOUR_PX;
        onWillRender(() => this.prepare());
    }

    get model() {
        return this.props.model;
    }

    prepare() {
        this.views = new BlockViews(this.model);
        this.rows = this.model.rows.filter((row) => row.leaf);
        this.row = this.model.rowByKey(this.model.phoneKey) || this.firstRow();
    }

    /** Somebody with work, else somebody at all. */
    firstRow() {
        const isBusy = (row) => row.resource && this.model.spansInRow(row.key).length;
        return this.rows.find(isBusy) || this.rows.find((row) => row.resource) || this.rows[0];
    }

    get canCreate() {
        return this.model.archInfo.activeActions.create;
    }

    get load() {
        const loads = this.model.data.capacity[this.row?.resource];
        const load = loads?.[this.model.scale.start.toISODate()];
        return load && { ...loadOf(load), text: formatLoad(loadOf(load)) };
    }

    get hours() {
        return this.model.scale.columns.map(({ key, label, start, stop }) => ({
            key,
            label,
            start,
            stop,
        }));
    }

    get blocks() {
        const { scale } = this.model;
        const pxPerDay = HOUR_PX * scale.columns.length;
        const spans = this.row ? this.model.spansInRow(this.row.key) : [];
        const blocks = spans.map((span) => {
            const top = (scale.toPx(span.start) / scale.dayPx) * pxPerDay;
            const bottom = (scale.toPx(span.stop) / scale.dayPx) * pxPerDay;
            return {
                ...span,
                id: span.record.id,
                key: this.row.key,
                top,
                height: Math.max(bottom - top, MIN_BLOCK),
                time: `${formatTime(span.start)} – ${formatTime(span.stop)}`,
            };
        });
        const { lanes, count } = stack(
            blocks.map(({ top, height }) => ({ start: top, stop: top + height })),
        );
        blocks.forEach((block, index) => {
            block.inset = (lanes[index] / count) * 100;
            block.width = 100 / count;
        });
        return blocks;
    }

    blockContext({ record }) {
        return {
            record: this.views.valuesOf(record),
            context: this.model.meta.context,
            luxon,
        };
    }

    choose(ev) {
        this.model.phoneKey = ev.target.value;
        this.render();
    }

    onBlockClick(block, ev) {
        this.props.actions.preview(block, this.views.of(block).warnings, ev);
    }

    onHourClick(hour) {
        this.props.actions.create(this.model.defaultsAt(this.row.key, hour.start, hour.stop));
    }

    onTouchStart(ev) {
        const [{ clientX, clientY }] = ev.changedTouches;
        this.touch = { clientX, clientY };
    }

    /** A swipe turns the page to the next day or back to the one before. */
    onTouchEnd(ev) {
        const [{ clientX, clientY }] = ev.changedTouches;
        const x = clientX - this.touch.clientX;
        const y = clientY - this.touch.clientY;
        if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) {
            const isForward = x < 0 === (localization.direction !== "rtl");
            this.model.shift(isForward ? 1 : -1);
        }
    }
}
