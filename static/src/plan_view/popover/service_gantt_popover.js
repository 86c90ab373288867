import { formatSpan } from "../dates/plan_words";
import { hoursText } from "../dates/times";
import { toMillis } from "../model/plan_index";
import { PopoverCompiler } from "../block/service_gantt_compiler";
import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { evaluateBooleanExpr } from "@web/core/py_js/py";
import { Record } from "@web/model/record";
import { Field } from "@web/views/fields/field";
import { getFormattedRecord } from "@web/views/kanban/kanban_record";
import { useViewCompiler } from "@web/views/view_compiler";

const HOUR = 3600000;

/** A closer look at one block, and what can be done with it. A dialog on the phone. */
export class ServiceGanttPopover extends Component {
    static template = "service_management.ServiceGanttPopover";
    static components = { Dialog, Field, Record };
    static props = {
        close: Function,
        record: Object,
        model: Object,
        archInfo: Object,
        warnings: Array,
        items: Array,
        activeFields: Object,
        fields: Object,
        open: Function,
        edit: Function,
        remove: Function,
    };

    setup() {
        const { popover } = this.props.archInfo.templateDocs;
        this.templates = useViewCompiler(PopoverCompiler, popover ? { popover } : {});
        this.evaluateBooleanExpr = evaluateBooleanExpr;
    }

    get time() {
        const { record, archInfo } = this.props;
        const { dateStart, dateStop } = archInfo;
        const stop = record.members ? NaN : toMillis(record[dateStop]);
        return formatSpan(toMillis(record[dateStart]), stop);
    }

    /** Of several that are planned together, what each is and how long it takes. */
    get members() {
        const { record, archInfo } = this.props;
        return record.members.map((member) => {
            const [start, stop] = [archInfo.dateStart, archInfo.dateStop].map((name) =>
                toMillis(member[name]),
            );
            return {
                id: member.id,
                name: member.display_name,
                duration: hoursText((stop - start) / HOUR),
            };
        });
    }

    get canChange() {
        return !this.props.record.readonly && !this.props.record.members;
    }

    get canEdit() {
        return this.props.archInfo.activeActions.edit && this.canChange;
    }

    get canDelete() {
        return this.props.archInfo.activeActions.delete && this.canChange;
    }

    get shownFields() {
        return Object.values(this.props.archInfo.fieldNodes).filter(
            ({ name, inTemplate }) => !inTemplate && name !== "display_name",
        );
    }

    isVisible(node, record) {
        return (
            !evaluateBooleanExpr(node.invisible || "False", record.evalContextWithVirtualIds) &&
            record.data[node.name] !== false
        );
    }

    renderingContext({ record }) {
        return {
            context: this.props.model.meta.context,
            JSON,
            luxon,
            record: getFormattedRecord(record),
            __comp__: Object.assign(Object.create(this), { this: this }),
            __record__: record,
        };
    }

    runItem(item) {
        this.props.close();
        item.run();
    }

    open(id) {
        this.props.close();
        this.props.open(id);
    }

    run(action) {
        this.props.close();
        action(this.props.record.id);
    }
}
