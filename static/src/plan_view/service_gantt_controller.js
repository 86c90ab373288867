import { GanttToolbar } from "./actions/toolbar";
import { ConflictPanel } from "./conflicts/conflict_panel";
import { PlanMap } from "./map/plan_map";
import { usePlanning } from "./planner/planning_hook";
import { ServiceGanttHeader } from "./header/service_gantt_header";
import { ServiceGanttPhone } from "./phone/service_gantt_phone";
import { ServiceGanttPopover } from "./popover/service_gantt_popover";
import { useShownDay } from "./shown_day";
import { GanttTray } from "./tray/tray";
import { Component, useRef } from "@odoo/owl";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { usePopover } from "@web/core/popover/popover_hook";
import { useOwnedDialogs } from "@web/core/utils/hooks";
import { useModelWithSampleData } from "@web/model/model";
import { extractFieldsFromArchInfo } from "@web/model/relational_model/utils";
import { useSetupAction } from "@web/search/action_hook";
import { CogMenu } from "@web/search/cog_menu/cog_menu";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { standardViewProps } from "@web/views/standard_view_props";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

export class ServiceGanttController extends Component {
    static template = "service_management.ServiceGanttView";
    static components = {
        CogMenu,
        ConflictPanel,
        GanttToolbar,
        GanttTray,
        Layout,
        PlanMap,
        SearchBar,
        ServiceGanttHeader,
        ServiceGanttPhone,
    };
    static props = {
        ...standardViewProps,
        Model: Function,
        Renderer: Function,
        Advice: Function,
        archInfo: Object,
        words: Object,
        buttonTemplate: String,
    };

    setup() {
        this.rootRef = useRef("root");
        this.isRtl = localization.direction === "rtl";
        this.openDialog = useOwnedDialogs();
        this.model = useModelWithSampleData(this.props.Model, this.modelParams);
        this.planning = usePlanning(
            this.rootRef,
            this.model,
            (id) => this.open(id),
            this.props.state?.history,
        );
        this.popover = usePopover(ServiceGanttPopover, { popoverClass: "o_sg_popover_box" });
        this.popoverFields = extractFieldsFromArchInfo(this.props.archInfo, this.props.fields);
        this.searchBarToggler = useSearchBarToggler();
        useShownDay(() => {
            const { start, stop } = this.model.scale;
            return { start, stop, date: start };
        });
        useSetupAction({
            rootRef: this.rootRef,
            getLocalState: () => this.exportState(),
        });
        this.actions = {
            preview: (block, warnings, ev) => this.preview(block, warnings, ev),
            open: (id) => this.open(id),
            edit: (id) => this.edit(id),
            create: (context) => this.create(context),
            remove: (id) => this.remove(id),
        };
    }

    get modelParams() {
        const { resModel, fields, archInfo, words, state } = this.props;
        const scaleName = this.env.isSmall ? "day" : state?.scaleName;
        return { resModel, fields, archInfo, words, state: { ...state, scaleName } };
    }

    exportState() {
        const history = this.planning.planner.history.exportState();
        return { ...this.model.exportState(), history };
    }

    get canCreate() {
        return this.props.archInfo.activeActions.create;
    }

    /** What keeps the plan from being complete, in words. */
    get notices() {
        const { failure, unknown, data } = this.model;
        const notices = [];
        if (failure) {
            notices.push({
                type: "danger",
                icon: "fa-exclamation-circle",
                text: failure,
                retry: true,
            });
        }
        if (unknown.length) {
            const text = _t("There is no field “%(names)s” to group by any more.", {
                names: unknown.join(", "),
            });
            notices.push({ type: "warning", icon: "fa-exclamation-triangle", text });
        }
        if (data.limited) {
            const text = _t(
                "Only the first %(number)s are shown. Search for fewer or choose a shorter time.",
                {
                    number: this.model.records.size,
                },
            );
            notices.push({ type: "warning", icon: "fa-filter", text });
        }
        return notices;
    }

    /** A closer look at a block, beside it. */
    preview(block, warnings, ev) {
        const { actions, model, planning } = this;
        const { record } = block;
        const props = {
            record,
            model,
            archInfo: this.props.archInfo,
            warnings,
            items: planning.itemsAt(block, ev),
            ...this.popoverFields,
            open: actions.open,
            edit: actions.edit,
            remove: actions.remove,
        };
        if (this.env.isSmall) {
            this.openDialog(ServiceGanttPopover, props);
        } else {
            this.popover.open(ev.target.closest(".o_sg_block"), props);
        }
    }

    open(id) {
        return this.props.selectRecord(id, { activeIds: [...this.model.records.keys()] });
    }

    /** The form in a dialog: of a record, or of a new one with defaults in the context. */
    edit(id, context = {}) {
        return new Promise((resolve) => {
            this.openDialog(
                FormViewDialog,
                {
                    resModel: this.props.resModel,
                    resId: id,
                    viewId: this.props.archInfo.formViewId,
                    context: { ...this.props.context, ...context },
                    title: id ? this.model.record(id)?.display_name : _t("New"),
                    onRecordSaved: () => this.model.load(),
                },
                { onClose: resolve },
            );
        });
    }

    create(context) {
        return this.canCreate ? this.edit(false, context) : null;
    }

    remove(id) {
        const { planner } = this.planning;
        planner.actions.remove([planner.block(id)]);
    }
}
