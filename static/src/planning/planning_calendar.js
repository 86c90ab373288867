import { useShownDay } from "../plan_view/shown_day";
import {
    ServiceCalendarController,
    ServiceCalendarModel,
    serviceCalendarView,
} from "../shared/service_calendar";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Mutex } from "@web/core/utils/concurrency";

/** Moves and resizes with the checks of the planning view. */
export class PlanningCalendarModel extends ServiceCalendarModel {
    static services = [...ServiceCalendarModel.services, "dialog"];
    static titleFields = ["partner_id", "title"];

    setup(params, services) {
        super.setup(params, services);
        this.dialog = services.dialog;
        this.saving = new Mutex();
    }

    /** Pictures of people are read where everybody may. */
    async loadDynamicFilterSection(...args) {
        const section = await super.loadDynamicFilterSection(...args);
        if (section.avatar.model === "hr.employee") {
            section.avatar.model = "hr.employee.public";
        }
        return section;
    }

    /** One after the other: the second move begins where the first one ended. */
    updateRecord(record, options = {}) {
        return this.saving.exec(() => this.moveRecord(record, options));
    }

    async moveRecord(record, options) {
        const change = this.makeChange(record, options);
        try {
            const result = await this.saveChange(change, false);
            if (!result.saved && (await this.confirmConflicts(result.conflicts))) {
                await this.saveChange(change, true);
            }
        } finally {
            await this.load(); // puts back what was not saved
        }
    }

    /** The dates as they were shown and as they shall be. */
    makeChange(record, options) {
        const shown = this.records[record.id];
        const hours = shown.end.diff(shown.start, "hours").hours;
        const rawRecord = this.buildRawRecord(record, { ...options, duration_hour: hours });
        const names = [this.fieldMapping.date_start, this.fieldMapping.date_stop];
        const pick = (values) => Object.fromEntries(names.map((name) => [name, values[name]]));
        return { id: record.id, old: pick(shown.rawRecord), new: pick(rawRecord) };
    }

    saveChange(change, confirmed) {
        const { date_start, date_stop } = this.fieldMapping;
        return this.orm.call(
            this.resModel,
            "service_gantt_write",
            [[change], { date_start, date_stop }, confirmed],
            { context: this.meta.context },
        );
    }

    confirmConflicts(conflicts) {
        return new Promise((resolve) => {
            this.dialog.add(
                ConfirmationDialog,
                {
                    title: _t("Conflicts"),
                    body: conflicts.map(({ name, text }) => `${name}: ${text}`).join("\n"),
                    confirmLabel: _t("Plan Anyway"),
                    confirm: () => resolve(true),
                    cancel: () => resolve(false),
                    dismiss: () => resolve(false),
                },
                { onClose: () => resolve(false) },
            );
        });
    }
}

export class PlanningCalendarController extends ServiceCalendarController {
    setup() {
        super.setup();
        useShownDay(() => {
            const { date, data } = this.model;
            const { start, end } = data.range;
            return { start, stop: end, date };
        });
    }
}

export class OperationCalendarModel extends PlanningCalendarModel {
    static titleFields = ["partner_id", "name"];
}

export const planningCalendarView = {
    ...serviceCalendarView,
    Controller: PlanningCalendarController,
    Model: PlanningCalendarModel,
};

registry.category("views").add("service_planning_calendar", planningCalendarView);
registry.category("views").add("service_operation_calendar", {
    ...planningCalendarView,
    Model: OperationCalendarModel,
});
