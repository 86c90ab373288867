import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { ActionHelper } from "@web/views/action_helper";

/**
 * What to do next where the plan has nothing to show. A view of its own hands in a
 * subclass that knows who can be planned.
 *
 * An advice has a `text`, `steps` (each a `label` and what it does as `run`), and a `title`
 * where it takes the whole screen; `isUrgent` on the phone, too.
 */
export class PlanAdvice extends Component {
    static template = "service_management.PlanAdvice";
    static components = { ActionHelper };
    static props = {
        model: Object,
        canCreate: Boolean,
        canPlan: Boolean,
        create: Function,
        openTray: { type: Function, optional: true }, // where it is not open yet
        noContentHelp: { type: String, optional: true },
    };

    get model() {
        return this.props.model;
    }

    /** There is not even a row. */
    get isBlank() {
        return this.model.useSampleModel || !this.model.rows.length;
    }

    get advice() {
        if (this.model.failure || !(this.isBlank || this.model.isEmpty)) {
            return null;
        }
        return this.isBlank ? this.blankAdvice() : this.quietAdvice();
    }

    blankAdvice() {
        return { isUrgent: true };
    }

    /** Nothing is planned in the time that is shown. */
    quietAdvice() {
        const { model, canPlan, canCreate, create, openTray } = this.props;
        if (canPlan && model.data.backlog) {
            return {
                text: model.words.dragHere,
                steps: openTray ? [{ label: model.words.showWaiting, run: openTray }] : [],
            };
        }
        if (canCreate) {
            return {
                text: model.words.drawHere,
                steps: [{ label: model.words.addNew, run: () => create({}) }],
            };
        }
        return { text: _t("Nothing planned in this time."), steps: [] };
    }
}
