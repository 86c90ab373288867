import { formatSpan } from "../dates/plan_words";
import { toMillis } from "../model/plan_index";
import { PopoverCompiler } from "../block/service_gantt_compiler";
import { Component } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { evaluateBooleanExpr } from "@web/core/py_js/py";
import { Record } from "@web/model/record";
import { Field } from "@web/views/fields/field";
import { getFormattedRecord } from "@web/views/kanban/kanban_record";
import { useViewCompiler } from "@web/views/view_compiler";

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
        return formatSpan(toMillis(record[dateStart]), toMillis(record[dateStop]));
    }

    get canEdit() {
        return this.props.archInfo.activeActions.edit && !this.props.record.readonly;
    }

    get canDelete() {
        return this.props.archInfo.activeActions.delete && !this.props.record.readonly;
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

    run(action) {
        this.props.close();
        action(this.props.record.id);
    }
}
