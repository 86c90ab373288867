import { KeepLast } from "@web/core/utils/concurrency";

const PAGE = 40;

/** The records without a time, as the tray asks for them: a page of those that match. */
export class Backlog {
    constructor(model) {
        this.model = model;
        this.keepLast = new KeepLast();
        this.search = "";
        this.order = "";
        this.orders = [];
        this.filters = {};
        this.choices = [];
        this.offset = 0;
        this.question = null;
        this.cards = [];
        this.length = 0;
        this.selected = {};
    }

    get selectedIds() {
        return Object.keys(this.selected).map(Number);
    }

    get hasPrevious() {
        return this.offset > 0;
    }

    get hasNext() {
        return this.offset + PAGE < this.length;
    }

    get lastShown() {
        return Math.min(this.offset + PAGE, this.length);
    }

    async load() {
        const { orm, resModel, options, meta } = this.model;
        const { search, order, filters, offset } = this;
        const question = this.askedFor;
        const answer = await this.keepLast.add(
            orm.call(
                resModel,
                "service_gantt_backlog",
                [meta.domain, search, order, filters, offset, PAGE, options],
                { context: meta.context },
            ),
        );
        this.cards = answer.records;
        this.length = answer.length;
        this.order = answer.order;
        this.orders = answer.orders;
        this.choices = answer.filters;
        if (question !== this.question) {
            this.question = question;
            this.selectOnly(this.cards.filter(({ id }) => this.selected[id]));
        }
        if (!this.cards.length && this.offset) {
            await this.turn(-1);
        }
    }

    /** What is searched for; what another question hides is not selected any more. */
    get askedFor() {
        return JSON.stringify([this.model.meta.domain, this.search, this.filters]);
    }

    /** Another question starts at its first page. */
    ask(question) {
        Object.assign(this, question, { offset: 0 });
        return this.load();
    }

    /** The plan may search for something else by now. */
    follow() {
        return this.askedFor === this.question ? null : this.ask({});
    }

    setFilter(name, value) {
        const filters = { ...this.filters };
        if (value) {
            filters[name] = value;
        } else {
            delete filters[name];
        }
        return this.ask({ filters });
    }

    turn(way) {
        this.offset = Math.max(0, this.offset + way * PAGE);
        return this.load();
    }

    toggle(id) {
        const selected = { ...this.selected };
        if (selected[id]) {
            delete selected[id];
        } else {
            selected[id] = true;
        }
        this.selected = selected;
    }

    /** Those that have found their time. */
    forget(ids) {
        const selected = { ...this.selected };
        ids.forEach((id) => delete selected[id]);
        this.selected = selected;
    }

    selectShown(isOn) {
        this.selectOnly(isOn ? this.cards : []);
    }

    selectOnly(cards) {
        this.selected = Object.fromEntries(cards.map(({ id }) => [id, true]));
    }
}
